import pino from "pino";
import type { LogDestination } from "./json-logger.ts";

/** Standard output as a destination for lines. */
export interface StandardOutput {
  readonly destination: LogDestination;
  /** Writes what is still buffered. */
  flush(): void;
}

/** Lines leave at once but do not hold up the program. If nobody reads them any more, they are dropped. */
export function openStandardOutput(): StandardOutput {
  const stream = pino.destination({ fd: 1, sync: false, minLength: 0 });
  let open = true;
  stream.on("error", () => {
    open = false;
  });
  return {
    destination: { write: (line) => void (open && stream.write(line)) },
    flush: () => {
      if (open) stream.flushSync();
    },
  };
}
