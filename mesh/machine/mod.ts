/** What the machine below us offers, and what Node lacks a word for: processes by id, ports, error codes, polling. */
export { elapsed } from "./elapsed.ts";
export { errorCode } from "./error-code.ts";
export { freePort } from "./free-port.ts";
export { isAlive, sendSignal, startTimeOf } from "./process.ts";
