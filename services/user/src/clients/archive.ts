import { strToU8, zipSync } from "fflate";

/** A ZIP of text files; the same files and time give the same bytes. */
export function archive(files: Readonly<Record<string, string>>, time: Date): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: time });
}
