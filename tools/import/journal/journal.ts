import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonValue } from "@bufbuild/protobuf";
import { errorCode } from "#mesh/machine";

/** How far an import has come; enough to go on where it was broken off. */
export interface JournalState {
  /** Names the run in request ids; a run that goes on after it was killed keeps it. */
  readonly runId: string;
  /** The market it goes to. */
  readonly url: string;
  /** Everything up to this line of the file is kept by the market. */
  readonly line: number;
  /** Bytes of the error report that belong to those lines. */
  readonly errorBytes: number;
  readonly counts: Readonly<Record<string, number>>;
  /** A movement of stock that was sent, of which it is not known whether it was made. */
  readonly pending?: JsonValue | undefined;
}

/** A run that was broken off longer ago begins anew: the market may be another by then, and request ids are forgotten. */
const freshMs = 24 * 3_600_000;

interface Kept extends JournalState {
  /** ISO 8601. */
  readonly savedAt: string;
  readonly finished: boolean;
}

export interface Journal {
  state(): JournalState;
  /** True if an earlier run was broken off and this one goes on. */
  readonly resumed: boolean;
  /** Kept when it resolves, whatever ends the process. */
  save(change: Partial<JournalState>): Promise<void>;
  /** The next run starts from the beginning. */
  finish(): Promise<void>;
}

/** Opens the journal in the folder: that of a run towards the same market that was broken off, or a new one. */
export async function openJournal(folder: string, url: string, now = () => new Date()): Promise<Journal> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, "journal.json");
  const found = await readState(file);
  const goesOn = found?.url === url && !found.finished && now().getTime() - Date.parse(found.savedAt) < freshMs;
  let state: JournalState = goesOn ? stateOf(found) : { runId: randomUUID(), url, line: 0, errorBytes: 0, counts: {} };
  const write = async (finished: boolean) => {
    const kept: Kept = { ...state, savedAt: now().toISOString(), finished };
    await writeFile(`${file}.new`, `${JSON.stringify(kept)}\n`);
    await rename(`${file}.new`, file);
  };
  return {
    resumed: goesOn,
    state: () => state,
    async save(change) {
      state = { ...state, ...change };
      await write(false);
    },
    finish: () => write(true),
  };
}

function stateOf({ savedAt: _, finished: __, ...state }: Kept): JournalState {
  return state;
}

async function readState(file: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
