/** Passwords people choose often, in lower case. */
export type CommonPasswords = ReadonlySet<string>;

/** A pattern below this length, repeated to any, is as good as on the list. */
const shortestPattern = 4;

/**
 * True for a password on the list, whatever its case, and for one made of it in the usual ways: with digits and signs
 * around it, or repeated.
 */
export function isCommonPassword(password: string, list: CommonPasswords): boolean {
  const lower = password.toLowerCase();
  const pattern = repeatedPattern(lower);
  const word = pattern.replace(/^[^\p{L}]+/u, "").replace(/[^\p{L}]+$/u, "");
  return (
    pattern.length < shortestPattern || [lower, pattern, word, repeatedPattern(word)].some((each) => list.has(each))
  );
}

/** "abc" for "abcabc"; the text itself if nothing is repeated. */
function repeatedPattern(text: string): string {
  return text.slice(0, (text + text).indexOf(text, 1));
}
