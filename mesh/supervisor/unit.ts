/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Something the supervisor keeps running: a process, a server, or a part of our own process. */
export interface Unit {
  readonly name: string;
  /** Starts it and resolves when it is ready. When the signal fires it gives up, leaving nothing running. */
  start(signal: AbortSignal): Promise<Running>;
}

/** A unit that is ready. */
export interface Running {
  readonly pid: number;
  /** What it told about itself, such as its port; no secrets. */
  readonly details: object;
  /** Resolves when it has ended, for whatever reason. */
  readonly exited: Promise<Exit>;
  /** Ends it in good order, by force if that takes too long. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** A process that ended before it was ready. Unlike other errors of a first start it is worth another try. */
export class EarlyExit extends Error {
  override readonly name = "EarlyExit";
  /** The last lines of its log. */
  readonly tail: string;

  constructor(message: string, tail: string) {
    super(message);
    this.tail = tail;
  }
}

/** "code 1" or "SIGKILL". */
export function describeExit({ code, signal }: Exit): string {
  return signal ?? `code ${code}`;
}
