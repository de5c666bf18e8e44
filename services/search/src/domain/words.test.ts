import { compoundsOf, hasDigit, normalize, wordsOf } from "./words.ts";

test.each([
  ["Crème-brûlée d'été", ["creme", "brulee", "dete"]],
  ["STRASSE Straße ŒUVRE Ærø", ["strasse", "strasse", "oeuvre", "aero"]],
  ["Mum's 3D-Set (12 x 5cm)", ["mums", "3d", "set", "12", "x", "5cm"]],
  ["'quoted' o’clock", ["quoted", "oclock"]],
  ["漢字 🫖 самовар", ["漢字", "самовар"]],
  ["?! & | :*", []],
])("the words of %s", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test("compounds are what hyphens and the like hold together", () => {
  expect(compoundsOf("T-light holder 24/7, S/4 and a-b-c -d- e")).toEqual(["tlight", "247", "s4", "abc"]);
});

test("long words are cut off at 64 characters, between whole characters", () => {
  expect(wordsOf(`${"a".repeat(63)}𝒜b`)).toEqual([normalize(`${"a".repeat(63)}𝒜`)]);
});

test("a word with any digit is a code", () => {
  expect([hasDigit("22423"), hasDigit("s4"), hasDigit("٣"), hasDigit("tin")]).toEqual([true, true, true, false]);
});
