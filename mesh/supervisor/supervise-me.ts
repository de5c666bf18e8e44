import { errorCode } from "#mesh/machine";

/** What a process does when it is told to stop. */
export interface SuperviseMe {
  /** Finishes what is under way and closes everything; the process exits when it resolves. */
  onStop(reason: StopReason): Promise<void>;
  /** Milliseconds `onStop` may take before the process exits all the same; default 15,000. */
  readonly graceMs?: number;
}

/** A signal, or the death of the supervisor. */
export type StopReason = "SIGTERM" | "SIGINT" | "supervisor gone";

/** What of `process` the child's side needs. */
export type OwnProcess = Pick<NodeJS.Process, "on" | "exit" | "send" | "connected" | "stdout" | "stderr">;

/**
 * The child's side of the supervisor, fit for a program started by hand or in a pod too: stops in good order on SIGTERM
 * and SIGINT (a second one ends it at once) and when the supervisor dies. Exits with 0, or 1 if `onStop` fails.
 */
export function superviseMe({ onStop, graceMs = 15_000 }: SuperviseMe, own: OwnProcess = process): void {
  let stopping = false;
  const stop = (reason: StopReason) => {
    if (stopping) return reason === "supervisor gone" ? undefined : own.exit(130);
    stopping = true;
    setTimeout(() => own.exit(1), graceMs).unref();
    onStop(reason).then(
      () => own.exit(0),
      (error) => {
        console.error(error);
        own.exit(1);
      },
    );
  };
  own.on("SIGTERM", () => stop("SIGTERM"));
  own.on("SIGINT", () => stop("SIGINT"));
  if (own.send === undefined) return;
  surviveClosedOutput(own);
  own.on("disconnect", () => stop("supervisor gone"));
  if (!own.connected) stop("supervisor gone");
}

/** Tells the supervisor that work can come, with details it shows and keeps; without a supervisor nothing happens. */
export function announceReady(details: object = {}, own: OwnProcess = process): void {
  own.send?.({ type: "ready", details }, undefined, undefined, ignoreClosedChannel);
}

/** A channel that closed meanwhile is the business of "disconnect". */
function ignoreClosedChannel(error: Error | null): void {
  if (error !== null && errorCode(error) !== "ERR_IPC_CHANNEL_CLOSED" && errorCode(error) !== "EPIPE") throw error;
}

/** When the supervisor is gone nobody reads our log: writing to it must not end us before we have drained. */
function surviveClosedOutput({ stdout, stderr }: OwnProcess): void {
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error) => {
      if (errorCode(error) !== "EPIPE") throw error;
    });
  }
}
