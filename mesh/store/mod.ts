/** A service's store: its schema, transactions with events and request keys, and migrations. */
export type { WorkResult } from "./change.ts";
export { type Database, type DatabaseOptions, openDatabase } from "./database.ts";
export { violates } from "./failures.ts";
export { forgetAnswers } from "./forget-answers.ts";
export { inColumns } from "./in-columns.ts";
export type { EncodedEvent } from "./outbox.ts";
export { type PersonCollections, personRecords } from "./person-records.ts";
export { type Caps, defaultCaps } from "./pool.ts";
export { checkPoolBudget } from "./pool-budget.ts";
export { type Provisioned, type ProvisionOptions, provision } from "./provision.ts";
export { type PurgeOptions, purgeRequestKeys } from "./purge-request-keys.ts";
export { type Reader, type Statement, statement } from "./statement.ts";
export { openStore, type Store, type StoreOptions } from "./store.ts";
export { type Telling, telling } from "./telling.ts";
export type { Transaction } from "./transact.ts";
