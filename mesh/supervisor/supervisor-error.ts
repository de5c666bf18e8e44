/** Why the supervisor gave up. */
export type SupervisorReason = "ALREADY_RUNNING" | "FOLDER_NOT_WRITABLE" | "CRASH_LOOP" | "STOPPED_WHILE_STARTING";

/** The supervisor could not start what it was given; `message` is meant for the person at the terminal. */
export class SupervisorError extends Error {
  override readonly name = "SupervisorError";
  readonly reason: SupervisorReason;

  constructor(reason: SupervisorReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.reason = reason;
  }
}
