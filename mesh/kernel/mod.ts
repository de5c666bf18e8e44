/** What every layer may use: plain values and rules without I/O. The only part of the mesh that domain and app see. */
export { assertNever } from "./assert-never.ts";
export { type Background, currentBackground, runDetached } from "./background.ts";
export { type Call, type Caller, currentCall, holds, type RequestKey, runInCall, type User } from "./call.ts";
export { type CheckpointHook, checkpoint, onCheckpoint } from "./checkpoint.ts";
export { type Clock, systemClock } from "./clock.ts";
export { isCurrency, minorUnitDigits } from "./currency.ts";
export type { Decision, DomainEvent } from "./decision.ts";
export {
  DomainError,
  defineRefusals,
  type ErrorDetails,
  type ErrorKind,
  type FieldViolation,
  type Refusals,
} from "./error.ts";
export { createIds, type Id, type Ids, idFromUuid, isId, uuidFromId } from "./id.ts";
export { type Logger, silentLogger } from "./logger.ts";
export { add, allocate, format, type Money, money, multiply, share, subtract } from "./money.ts";
export { idKey, numberKey, type Page, type PagedList, type PageKey, type PageQuery, readPage, toPage } from "./page.ts";
export {
  type Erasure,
  erasePerson,
  type PersonErased,
  type PersonRecord,
  type PersonRecords,
  type PersonStore,
  personErased,
} from "./person.ts";
export { protoName } from "./proto-name.ts";
export { randomCode } from "./random-code.ts";
export { invalid, notFound, refuse } from "./refusals.ts";
export { required, requiredMoney } from "./required.ts";
export { maskedChange } from "./update-mask.ts";
