/** One verb of `um`. */
export interface Command {
  readonly summary: string;
  /** Everything `um <verb> --help` says. */
  readonly help: string;
  /** Answers the exit code. Throws CommandError for what the user can mend. */
  run(args: readonly string[]): Promise<number>;
}

/** Verbs by name, loaded when they are asked for. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/** A failure whose message is all the user needs: what is wrong and what to do. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
