import { aProduct } from "../../test/builders.ts";
import { nameLength, termsOf } from "./terms.ts";

test("words know where they stand, fields apart from each other, compounds also as one word", () => {
  const product = aProduct({ name: "T-light, red", brand: "Red", skus: ["A-1"], facts: [], description: "light" });
  const places = Object.fromEntries(
    termsOf(product).map(({ word, places }) => [word, places.map(({ position, weight }) => `${position}${weight}`)]),
  );
  expect(places).toEqual({
    t: ["1A"],
    light: ["2A", "39D"],
    red: ["3A", "15B"],
    tlight: ["4A"],
    a: ["26B"],
    "1": ["27B"],
    a1: ["28B"],
  });
  expect(nameLength(product)).toBe(3);
});

test("of a long description only the first words are taken", () => {
  const description = Array.from({ length: 400 }, (_, index) => `word${index}`).join(" ");
  const words = termsOf(aProduct({ description })).map(({ word }) => word);
  expect([words.includes("word249"), words.includes("word250")]).toEqual([true, false]);
});
