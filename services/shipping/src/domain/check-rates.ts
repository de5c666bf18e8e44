import { refuse } from "./errors.ts";
import type { MethodKind, Rate, Tier } from "./method.ts";
import type { Zone } from "./zone.ts";

/** Fails with ZONE_UNKNOWN, or RATES_INVALID at `path`, such as "rates" or "method.rates". */
export function checkRates(kind: MethodKind, rates: readonly Rate[], zones: readonly Zone[], path: string): void {
  const known = new Set<string>(zones.map(({ zoneId }) => zoneId));
  const seen = new Set<string>();
  for (const [index, { zoneId, tiers }] of rates.entries()) {
    const at = `${path}[${index}]`;
    if (!known.has(zoneId)) throw zoneUnknown(zoneId, `${at}.zone_id`);
    const currency = checkTiers(kind, tiers, `${at}.tiers`);
    if (seen.has(`${zoneId} ${currency}`)) throw invalid(at, "has the zone and currency of another rate");
    seen.add(`${zoneId} ${currency}`);
  }
}

/** The currency of all of them. */
function checkTiers(kind: MethodKind, tiers: readonly Tier[], path: string): string {
  const [first] = tiers;
  if (first === undefined) throw invalid(path, "must have a tier");
  if (kind === "FLAT" && (tiers.length > 1 || first.from !== 0n)) {
    throw invalid(path, "of a flat method is one tier, from 0");
  }
  const { currencyCode } = first.price;
  for (const [index, { from, price, perStartedKilogram = price }] of tiers.entries()) {
    const before = tiers[index - 1];
    if (before !== undefined && from <= before.from) throw invalid(`${path}[${index}].from`, "does not ascend");
    const isOne = price.currencyCode === currencyCode && perStartedKilogram.currencyCode === currencyCode;
    if (!isOne) throw invalid(`${path}[${index}]`, "is in another currency than the first tier");
  }
  return currencyCode;
}

function zoneUnknown(zoneId: string, field: string) {
  const fields = [{ field, description: "names no shipping zone" }];
  return refuse("ZONE_UNKNOWN", { metadata: { zone_id: zoneId }, fields });
}

function invalid(field: string, description: string) {
  return refuse("RATES_INVALID", { fields: [{ field, description }] });
}
