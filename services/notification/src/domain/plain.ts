/** Control characters, line and paragraph separators, and what turns the direction of writing. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/** What somebody wrote, as a part of one line. */
export function oneLine(text: string): string {
  return text.replaceAll(unseen, " ").trim();
}

const longestName = 60;

/** What mail programs make links of, and numbers to call. */
const inviting = /[@/\\:]|\d{3}|[\p{L}\d-]{2}\.\p{L}{2}/u;

/**
 * The name, if one can greet by it; empty if it says more than a name does. Anybody can have us write to the address of
 * another under a name of their choice, so it must carry no message of theirs.
 */
export function greetable(name: string): string {
  const plain = oneLine(name);
  return plain.length > longestName || inviting.test(plain) ? "" : plain;
}
