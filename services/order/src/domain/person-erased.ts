import type { DomainEvent, Id } from "#mesh/kernel";

/** Asks to erase what there is of a person. */
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
