import { refuse } from "#mesh/kernel";

/** What has no other class, and shipping. */
export const standardClass = "standard";

/** Not taxed anywhere. */
export const zeroClass = "zero";

/** Goods that are taxed alike. */
export interface TaxClass {
  /** Its code, such as "reduced". */
  readonly taxClass: string;
  readonly name: string;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly updateTime: Date;
}

/** The class under this name; one that has it already gives no new version. Fails with ETAG_MISMATCH. */
export function setTaxClass(
  present: TaxClass | undefined,
  { taxClass, name }: Pick<TaxClass, "taxClass" | "name">,
  etag: string,
  now: Date,
): TaxClass {
  if (etag !== "" && etag !== String(present?.version ?? "")) throw refuse("ETAG_MISMATCH");
  if (present?.name === name) return present;
  return { taxClass, name, version: (present?.version ?? 0) + 1, updateTime: now };
}
