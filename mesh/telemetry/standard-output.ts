import pino from "pino";
import type { LogDestination } from "./json-logger.ts";

/** Standard output as a destination for lines. */
export interface StandardOutput {
  readonly destination: LogDestination;
  /** Resolves when everything has been written, or cannot be. */
  flush(): Promise<void>;
}

const standardOutput = 1;

/** Lines leave at once but do not hold up the program. If nobody reads them any more, they are dropped. */
export function openStandardOutput(fd = standardOutput): StandardOutput {
  const stream = pino.destination({ fd, sync: false, minLength: 0 });
  let open = true;
  let written = Promise.withResolvers<void>();
  written.resolve();
  let idle = true;
  const rest = () => {
    idle = true;
    written.resolve();
  };
  stream.on("drain", rest);
  stream.on("error", () => {
    open = false;
    rest();
  });
  return {
    destination: {
      write(line) {
        if (!open) return;
        if (idle) written = Promise.withResolvers<void>();
        idle = false;
        stream.write(line);
      },
    },
    flush: () => written.promise,
  };
}
