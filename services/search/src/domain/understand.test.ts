import { typedQuery } from "./typed-query.ts";
import { understand } from "./understand.ts";
import type { KnownWord, Vocabulary } from "./vocabulary.ts";

const knownWord = (word: string, frequency: number, change: Partial<KnownWord> = {}): KnownWord => ({
  word,
  frequency,
  stem: word.replace(/s$/, ""),
  isStop: false,
  categoryIds: [],
  ...change,
});

/** A vocabulary that resembles whatever is asked to all its words. */
function aVocabulary(...words: readonly KnownWord[]): Vocabulary {
  const all = { get: () => words, has: () => true } as unknown as Vocabulary["near"];
  const begun = {
    get: (asked: string) => words.filter(({ word }) => word.startsWith(asked) && word !== asked),
  } as unknown as Vocabulary["begun"];
  return { productCount: 1_000, known: new Map(words.map((word) => [word.word, word])), near: all, begun };
}

const read = (query: string, ...words: readonly KnownWord[]) => understand(typedQuery(query), aVocabulary(...words));

test("a known word is itself, and the rarer the heavier", () => {
  const { wanted, corrected } = read("red kettle", knownWord("red", 400), knownWord("kettle", 4));
  expect(wanted.map(({ best }) => best)).toEqual([[["red"]], [["kettle"]]]);
  expect(wanted[1]?.weight).toBeGreaterThan(wanted[0]?.weight ?? 0);
  expect(corrected).toBe("");
});

test("a misspelled word is the likeliest of its neighbors, and the query is told as corrected", () => {
  const { wanted, corrected } = read("red ketle", knownWord("red", 9), knownWord("kettle", 9), knownWord("settle", 9));
  expect(wanted[1]).toMatchObject({ best: [["kettle"]], others: [] });
  expect(corrected).toBe("red kettle");
});

test("a rare word beside a frequent one may be a mistake, but stays what is wanted most", () => {
  const { wanted, corrected } = read("lenght", knownWord("lenght", 1), knownWord("length", 50));
  expect(wanted[0]).toMatchObject({ best: [["lenght"]], others: [["length"]] });
  expect(corrected).toBe("");
});

test("a word may be two, and two may be one", () => {
  const words = [knownWord("tea", 30), knownWord("pot", 30)];
  expect(read("teapot", ...words)).toMatchObject({ wanted: [{ best: [["tea", "pot"]] }], corrected: "tea pot" });
  const { wanted } = read("tea pot", ...words, knownWord("teapot", 10));
  expect(wanted.map(({ best }) => best)).toEqual([
    [["tea"], ["teapot"]],
    [["pot"], ["teapot"]],
  ]);
});

test("a word that was not typed to its end is what it may become, and is not corrected", () => {
  expect(read("umbr", knownWord("umbrella", 9))).toMatchObject({ wanted: [{ best: [["umbrella"]] }], corrected: "" });
});

test("no spelling is corrected in codes", () => {
  expect(typedQuery("22424 s4 jug").question).toMatchObject({ near: ["jug"], begun: ["jug"] });
  expect(read("22424", knownWord("22423", 9)).wanted).toMatchObject([{ best: [["22424"]], codes: ["22424"] }]);
});

test("stop words need not be there, unless there is nothing else", () => {
  const the = knownWord("the", 900, { isStop: true });
  expect(read("the jug", the, knownWord("jug", 5)).wanted.map(({ isOptional }) => isOptional)).toEqual([true, false]);
  expect(read("the", the).wanted.map(({ isOptional }) => isOptional)).toEqual([false]);
});

test("words that nothing resembles are left out, and so are all but the ten that tell most", () => {
  const words = Array.from({ length: 14 }, (_, index) => knownWord(`w${index}`, 1 + index * 50));
  const query = `xyzzy ${words.map(({ word }) => word).join(" ")}`;
  const { wanted } = read(query, ...words);
  expect(wanted).toHaveLength(10);
  expect(wanted[0]?.best).toEqual([["w0"]]);
});
