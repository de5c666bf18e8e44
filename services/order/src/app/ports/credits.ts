import type { Clock, Ids, Page, RequestKey } from "#mesh/kernel";
import type { UserId } from "../../domain/cart.ts";
import type { Credit, CreditId } from "../../domain/credit.ts";
import type { Variants } from "./variants.ts";

/** What the use cases of credits need. */
export interface CreditPorts {
  readonly credits: CreditStore;
  readonly variants: Variants;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Keeps credits. Each leaves its event and an entry in the audit log, in the same transaction. */
export interface CreditStore {
  find(creditId: CreditId): Promise<Credit | undefined>;
  /** Newest first by business time, after the credit of the key. */
  page(filter: CreditFilter, after: CreditKey | undefined, size: number): Promise<Page<Credit, CreditKey>>;
  /** Once for each request key; repeats get the first answer, and `decide` is not called. */
  create(decide: () => Credit, request: RequestKey): Promise<Credit>;
}

/** What is absent is not asked about. */
export interface CreditFilter {
  readonly startTime?: Date | undefined;
  /** The first moment that does not count. */
  readonly endTime?: Date | undefined;
  readonly userId?: UserId | undefined;
}

export type CreditKey = Pick<Credit, "businessTime" | "creditId">;
