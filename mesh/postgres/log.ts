/** Where the start of the server tells what it does; any structured logger fits. */
export interface Log {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
}
