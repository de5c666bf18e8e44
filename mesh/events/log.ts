/** What this part logs through; the Logger of `#mesh/telemetry` is one. */
export interface Log {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
}
