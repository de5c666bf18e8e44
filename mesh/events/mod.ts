/** Events: from a service's outbox over the bus to durable consumers. */
export type {
  Bus,
  Consumer,
  ConsumerLag,
  DeadLetter,
  DeadLetterQuery,
  EventLog,
  Follower,
  LogRead,
  LogStretch,
  OutgoingEvent,
  ReceivedEvent,
  ReplayOptions,
  Subscription,
} from "./bus.ts";
export { observeLag } from "./observe-lag.ts";
export { openPostgresBus, type PostgresBusOptions } from "./postgres/postgres-bus.ts";
export { type Relay, type RelayOptions, startRelay } from "./relay.ts";
export { defaultRetry, type RetryPolicy } from "./retry.ts";
