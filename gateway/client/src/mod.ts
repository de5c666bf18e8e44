/** The client of the market, for browsers and Node. */

export { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
export type { Reason } from "#gen/client/reasons.js";
export type { CallOptions } from "./calls/call-options.ts";
export { newRequestId } from "./calls/request-id.ts";
export type { RetryPolicy } from "./calls/retry.ts";
export { type Client, type ClientOptions, createClient } from "./client.ts";
export type { ErrorCode } from "./errors/error-code.ts";
export { type FieldViolation, isReason, MarketError } from "./errors/market-error.ts";
export { createMarketClient, type MarketClient } from "./market-client.ts";
export type { ServiceClient, ServiceEntry } from "./service-client.ts";
export type { Session, SignedIn } from "./session/session.ts";
export type { SessionState } from "./session/session-state.ts";
export { memoryStore, type SessionStore, type WebStorage, webStorageStore } from "./session/session-store.ts";
export type { TransportOptions } from "./transport.ts";
