/** A service's store: its schema, transactions with events and request keys, and migrations. */
export type { Transaction, WorkResult } from "./change.ts";
export { type Database, type DatabaseOptions, openDatabase } from "./database.ts";
export { violates } from "./failures.ts";
export type { EncodedEvent } from "./outbox.ts";
export { type Caps, defaultCaps } from "./pool.ts";
export { type Provisioned, type ProvisionOptions, provision } from "./provision.ts";
export { type Reader, type Statement, statement } from "./statement.ts";
