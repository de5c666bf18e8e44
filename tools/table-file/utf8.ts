import { isUtf8 } from "node:buffer";

/** The text of bytes that were read as latin1; undefined if they are not UTF-8. */
export function utf8Of(latin1: string): string | undefined {
  if (isAscii(latin1)) return latin1;
  const bytes = Buffer.from(latin1, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : undefined;
}

/** True if every byte stands for itself. */
export function isAscii(latin1: string): boolean {
  return !/[\x80-\xff]/.test(latin1);
}
