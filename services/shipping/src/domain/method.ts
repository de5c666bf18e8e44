import type { Money } from "#mesh/kernel";
import type { ZoneId } from "./zone.ts";

/** What a price follows: nothing, grams, or minor units of what is sent. */
export type MethodKind = "FLAT" | "BY_WEIGHT" | "BY_PRICE";

/** What the staff says of a method. */
export interface MethodDraft {
  readonly name: string;
  readonly kind: MethodKind;
  readonly rates: readonly Rate[];
  readonly enabled: boolean;
}

export interface Method extends MethodDraft {
  /** Chosen by the staff. */
  readonly methodId: string;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

/** What a method costs in one zone and currency. */
export interface Rate {
  readonly zoneId: ZoneId;
  /** Ascending by `from`; the last one that is reached counts. */
  readonly tiers: readonly Tier[];
}

export interface Tier {
  /** Grams or minor units, as the kind says. */
  readonly from: bigint;
  readonly price: Money;
  /** Added for each started kilogram of the whole weight. */
  readonly perStartedKilogram?: Money | undefined;
}
