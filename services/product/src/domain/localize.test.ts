import { aProduct } from "../../test/builders.ts";
import { localize } from "./localize.ts";
import { canonicalLanguage, fallbacksOf } from "./translation.ts";

const none = { name: "", slug: "", description: "", attributes: [] };

test.each([
  ["de-AT", ["de-AT", "de"]],
  ["zh-Hant-TW", ["zh-Hant-TW", "zh-Hant", "zh"]],
  ["de-x-private", ["de-x-private", "de"]],
])("%s falls back by %p", (tag, chain) => {
  expect(fallbacksOf(tag)).toEqual(chain);
});

test("tags are written as BCP 47 does; what is none is none", () => {
  expect(canonicalLanguage("DE-at")).toBe("de-AT");
  expect(canonicalLanguage("d")).toBeUndefined();
});

test("what is above the market's own language in the chain is not asked", () => {
  const translations = [{ ...none, languageCode: "de", name: "Becher" }];
  const product = aProduct({ name: "Häferl", translations });
  expect(localize(product, "de-AT", "de-AT")).toMatchObject({ name: "Häferl", languageCode: "de-AT" });
  expect(localize(product, "de-CH", "de-AT")).toMatchObject({ name: "Becher", languageCode: "de" });
});
