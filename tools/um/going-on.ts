import { Code, ConnectError } from "@connectrpc/connect";
import { errorCode } from "#mesh/machine";
import { CommandError } from "./command.ts";
import { refusalInWords } from "./refusal.ts";

const goesOn = "What was done is kept: run the same command again, and it goes on where it was.";

/** Does work that can be gone on with; what breaks it off becomes a CommandError that says what to do before that. */
export async function goingOn<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConnectError) throw new CommandError(brokenOff(error), { cause: error });
    if (!isOfDisk(error)) throw error;
    throw new CommandError(`The disk refused: ${error.message}.\nMake room or grant access. ${goesOn}`, {
      cause: error,
    });
  }
}

function brokenOff(error: ConnectError): string {
  const needsRole = error.code === Code.PermissionDenied || error.code === Code.Unauthenticated;
  const advice = needsRole
    ? "Sign in by UM_EMAIL and UM_PASSWORD as somebody whose role may do this."
    : 'See "um status" and the logs.';
  return `The market refused: ${refusalInWords(error)}.\n${advice} ${goesOn}`;
}

const ofDisk: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO", "EMFILE"]);

function isOfDisk(error: unknown): error is NodeJS.ErrnoException {
  return ofDisk.has(errorCode(error) ?? "");
}
