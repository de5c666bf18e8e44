import type { RequestKey } from "./call.ts";
import type { Clock } from "./clock.ts";
import type { DomainEvent } from "./decision.ts";
import type { Id } from "./id.ts";

/** Asks a service to erase what there is of a person. */
export interface Erasure {
  readonly privacyRequestId: string;
  /** The person, and who they were as a guest. */
  readonly userIds: readonly Id<"usr">[];
  /** From then on only what is in the middle of a change is waited for. */
  readonly deadlineTime: Date;
  /** Counts the times that services were asked, from 1. */
  readonly round: number;
}

/** Key: the privacy request; version: the round it answers. */
export interface PersonErased extends DomainEvent {
  readonly type: "PersonErased";
  /** What must come to an end before it can be erased; 0 if everything is. */
  readonly waitingCount: number;
}

export function personErased({ privacyRequestId, round }: Erasure, waitingCount = 0): PersonErased {
  return { type: "PersonErased", key: privacyRequestId, version: round, waitingCount };
}

/** Finds what there is of a person, wherever a service keeps it. */
export interface PersonStore<T = void> {
  /** Erases it, as often as it is asked, and tells so. What must be kept loses all that is personal but the user id. */
  erase(erasure: Erasure, now: Date, request?: RequestKey): Promise<T>;
}

/** Erases a person, as it is now. */
export const erasePerson =
  ({ people, clock }: { readonly people: PersonStore; readonly clock: Clock }) =>
  (erasure: Erasure, request: RequestKey): Promise<void> =>
    people.erase(erasure, clock.now(), request);

/** One thing that is kept of a person. */
export interface PersonRecord {
  /** What it is, such as "orders". */
  readonly collection: string;
  /** JSON. */
  readonly document: string;
}

/** Finds everything there is of a person, for them to take along. */
export interface PersonRecords {
  read(userIds: readonly Id<"usr">[]): AsyncIterable<PersonRecord>;
}
