import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { errorCode } from "#mesh/machine";
import { CommandError } from "../../um/command.ts";

/** SHA-256 of a file's bytes, the first 16 bytes in hex. Throws CommandError if it cannot be read. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk);
  } catch (error) {
    const code = errorCode(error);
    throw code === undefined ? error : new CommandError(`${path} cannot be read (${code})`);
  }
  return hash.digest("hex").slice(0, 32);
}
