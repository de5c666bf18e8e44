import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { errorCode } from "#mesh/machine";
import { CommandError } from "../command.ts";

/** What a file that only its owner may read holds, and whether it was made just now. */
export interface OwnerFile<T> {
  readonly value: T;
  readonly isNew: boolean;
}

/** Reads a JSON file, or makes it. Throws CommandError for one that others may read too, or that is no JSON. */
export async function keepForOwner<T>(path: string, make: () => T): Promise<OwnerFile<T>> {
  const found = await readOwned(path);
  if (found !== undefined) return { value: parse(path, found) as T, isNew: false };
  const value = make();
  await writeForOwner(path, value);
  return { value, isNew: true };
}

async function writeForOwner(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600, flag: "wx" });
  await chmod(path, 0o600);
}

async function readOwned(path: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) throw new CommandError(`${path} can be read by others; run: chmod 600 ${path}`);
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`${path} is damaged; remove it to have it made again (${cause})`);
  }
}
