import type { DomainEvent } from "#mesh/kernel";
import type { UserId } from "./ids.ts";

/** What a person says when they agree to a purpose, or take that back. */
export interface ConsentDraft {
  readonly purpose: string;
  /** Of the text they were shown. */
  readonly textVersion: string;
  readonly granted: boolean;
  /** Where they said so, such as "checkout". */
  readonly source: string;
}

/** One act of a person, which never changes. */
export interface Consent extends ConsentDraft {
  readonly userId: UserId;
  /** Counts the person's acts from 1. */
  readonly number: number;
  readonly createTime: Date;
}

/** Key: the user; version: the number of the act. */
export interface ConsentRecorded extends DomainEvent {
  readonly type: "ConsentRecorded";
  readonly purpose: string;
  readonly textVersion: string;
  readonly granted: boolean;
}

export function consentRecorded({ userId, number, purpose, textVersion, granted }: Consent): ConsentRecorded {
  return { type: "ConsentRecorded", key: userId, version: number, purpose, textVersion, granted };
}
