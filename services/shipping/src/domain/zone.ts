import type { Id } from "#mesh/kernel";

export type ZoneId = Id<"zon">;

/** What the staff says of a zone. */
export interface ZoneDraft {
  readonly name: string;
  /** ISO 3166-1 alpha-2, ascending; none for the rest of the world. */
  readonly countryCodes: readonly string[];
}

export interface Zone extends ZoneDraft {
  readonly zoneId: ZoneId;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}
