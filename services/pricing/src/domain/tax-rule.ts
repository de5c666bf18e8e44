import { isDeepStrictEqual } from "node:util";
import { type Decision, type DomainEvent, type Money, refuse, share } from "#mesh/kernel";

/** What the staff says of a tax. */
export interface TaxRuleContent {
  /** Such as "VAT". */
  readonly name: string;
  /** Of the standard class in the whole country, 0 to 10,000: 1900 is 19 %. */
  readonly rateHundredths: number;
  /** True if prices contain the tax, false if it comes on top. */
  readonly inclusive: boolean;
}

export interface TaxRule extends TaxRuleContent {
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly updateTime: Date;
}

export interface TaxRuleSet extends DomainEvent {
  readonly type: "TaxRuleSet";
  readonly taxRule: TaxRule;
}

const whole = 10_000n;

/** The tax inside an amount or on top of it, rounded half to even. */
export function taxOn(amount: Money, { rateHundredths, inclusive }: Omit<TaxRuleContent, "name">): Money {
  const rate = BigInt(rateHundredths);
  return share(amount, rate, inclusive ? whole + rate : whole);
}

/**
 * The country's rule as it shall be; one that changes nothing gives no new version and no event. An empty etag fits any
 * version and none. Fails with ETAG_MISMATCH.
 */
export function setTaxRule(
  present: TaxRule | undefined,
  countryCode: string,
  content: TaxRuleContent,
  etag: string,
  now: Date,
): Decision<TaxRule, TaxRuleSet> {
  if (etag !== "" && etag !== String(present?.version ?? "")) throw refuse("ETAG_MISMATCH");
  const version = present?.version ?? 0;
  const next: TaxRule = { ...content, countryCode, version: version + 1, updateTime: now };
  if (present !== undefined && isDeepStrictEqual({ ...next, version, updateTime: present.updateTime }, present)) {
    return { next: present, events: [] };
  }
  return { next, events: [{ type: "TaxRuleSet", key: countryCode, version: next.version, taxRule: next }] };
}
