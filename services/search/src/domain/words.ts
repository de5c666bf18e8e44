/** Longer words are cut off: what differs only behind it counts as the same. */
const longestWord = 64;

const shortestCode = 5;

const inWord = "\\p{L}\\p{N}";
const words = new RegExp(`[${inWord}]+`, "gu");
const compounds = new RegExp(`[${inWord}]+(?:[-/.+&_][${inWord}]+)+`, "gu");
const letters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
};

/** Lower case without accents and apostrophes: "Crème-brûlée d'été" becomes "creme-brulee dete". */
export function normalize(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[ßæœøđðþłı]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/(?<=\p{L})['’‘`](?=\p{L})/gu, "");
}

/** The words of a text, as indexes and queries compare them. */
export function wordsOf(text: string): string[] {
  return (normalize(text).match(words) ?? []).map(cutOff);
}

/** What is written with hyphens and the like, as one word each: "t-light holder 24/7" has "tlight" and "247". */
export function compoundsOf(text: string): string[] {
  return (normalize(text).match(compounds) ?? []).map((compound) => cutOff(compound.replaceAll(/[-/.+&_]/g, "")));
}

/** True for what is a code or a quantity rather than a word: no spelling is corrected in it. */
export function hasDigit(word: string): boolean {
  return /\p{N}/u.test(word);
}

/** True for what names one thing rather than a kind, such as a SKU: its like are too many to be a vocabulary. */
export function isCode(word: string): boolean {
  return word.length >= shortestCode && hasDigit(word);
}

function cutOff(word: string): string {
  return [...word].slice(0, longestWord).join("");
}
