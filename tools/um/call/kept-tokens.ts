import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "#mesh/machine";

export interface KeptToken {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** Tokens kept between calls in a file that only its owner may read. */
export interface KeptTokens {
  /** The token of this name, or a new one if it is gone or near its end. */
  get(name: string, begin: () => Promise<KeptToken>): Promise<string>;
  /** The next `get` begins anew. */
  forget(): Promise<void>;
}

const spareMs = 60_000;

export function keptTokens(dataDir: string): KeptTokens {
  const path = join(dataDir, "call-tokens.json");
  const keep = async (tokens: Readonly<Record<string, KeptToken>>) => {
    await mkdir(dataDir, { recursive: true });
    const fresh = `${path}.${process.pid}`;
    await writeFile(fresh, JSON.stringify(tokens), { mode: 0o600 });
    await rename(fresh, path);
  };
  return {
    async get(name, begin) {
      const tokens = await read(path);
      const found = tokens[name];
      if (found !== undefined && found.expires - Date.now() > spareMs) return found.accessToken;
      const begun = await begin();
      await keep({ ...tokens, [name]: begun });
      return begun.accessToken;
    },
    forget: () => keep({}),
  };
}

/** None if there is no file yet, or none that can be read. */
async function read(path: string): Promise<Readonly<Record<string, KeptToken>>> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (errorCode(error) !== undefined && errorCode(error) !== "ENOENT") throw error;
    return {};
  }
}
