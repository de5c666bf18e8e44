/** Why PostgreSQL did not start; the message beside it says in one sentence what to do. */
export type PostgresStartReason =
  | "PLATFORM_UNSUPPORTED"
  | "BINARIES_UNUSABLE"
  | "ROOT_NOT_POSSIBLE"
  | "FOLDER_NOT_WRITABLE"
  | "FOLDER_WRONG_OWNER"
  | "FOLDER_NOT_OURS"
  | "FOLDER_PATH_TOO_LONG"
  | "VERSION_MISMATCH"
  | "PASSWORD_MISSING"
  | "DISK_FULL"
  | "PORT_TAKEN"
  | "ALREADY_RUNNING"
  | "MEMORY_IN_USE"
  | "START_TOO_SLOW"
  | "START_CANCELLED"
  | "START_FAILED";

/** PostgreSQL could not be started; `message` is meant for the person at the terminal. */
export class PostgresStartError extends Error {
  override readonly name = "PostgresStartError";
  readonly reason: PostgresStartReason;

  constructor(reason: PostgresStartReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.reason = reason;
  }
}
