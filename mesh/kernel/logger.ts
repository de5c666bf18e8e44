/** Writes one structured entry per call: a message that stays the same, and fields beside it. See `#mesh/telemetry`. */
export interface Logger {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

/** Writes nothing; for tests and commands that report in another way. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
