import type { Logger } from "#mesh/kernel";
import { identify, type RunFile, type RunningUnit, removeRunFile, writeRunFile } from "./run-file.ts";
import { SupervisorError } from "./supervisor-error.ts";
import type { UnitState } from "./unit-event.ts";

/** Our own run file, kept up to date. */
export interface RunRecord {
  /** Tells where the units stand, and adds to the notes. */
  update(states: readonly UnitState[], notes?: RunFile["notes"]): void;
  remove(): void;
}

/** Begins a run file. Throws FOLDER_NOT_WRITABLE; later failures, such as a full disk, are logged and change nothing. */
export function openRunRecord(dataDir: string, log: Logger): RunRecord {
  const supervisor = identify(process.pid) ?? { pid: process.pid, startTime: "" };
  let notes: RunFile["notes"] = {};
  try {
    writeRunFile(dataDir, { supervisor, units: [], notes });
  } catch (cause) {
    const message = `The data folder ${dataDir} may not be written: give this user the right to, or choose another one.`;
    throw new SupervisorError("FOLDER_NOT_WRITABLE", message, cause);
  }
  const orWarn = (change: () => void) => {
    try {
      change();
    } catch (error) {
      log.warn("run.json could not be brought up to date", { error: String(error) });
    }
  };
  return {
    update(states, more = {}) {
      notes = { ...notes, ...more };
      orWarn(() => writeRunFile(dataDir, { supervisor, units: states.map(describe), notes }));
    },
    remove: () => orWarn(() => removeRunFile(dataDir)),
  };
}

function describe({ pid, ...state }: UnitState): RunningUnit {
  const found = pid === undefined ? undefined : identify(pid);
  return found === undefined ? state : { ...state, process: found };
}
