/** Writes one entry per call, as a line of JSON. Messages and fields never show classified data. */
export interface Logger {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
  /** A logger whose entries carry these fields too. */
  child(fields: object): Logger;
}
