import type { Ids } from "#mesh/kernel";
import type { Method, Tier } from "./method.ts";
import type { RateBook } from "./rate-book.ts";

/** Minor units by currency, as the order service has them before it knows any rates. */
const standard = { EUR: 490n, USD: 590n, GBP: 450n, CHF: 700n, SEK: 5900n, PLN: 1990n, JPY: 800n };
const parcel = {
  EUR: [250n, 120n],
  USD: [300n, 140n],
  GBP: [220n, 110n],
  CHF: [350n, 170n],
  SEK: [2900n, 1400n],
  PLN: [990n, 490n],
  JPY: [400n, 200n],
} as const;

/** What a market begins with: one zone for all countries, a flat method and one by weight. */
export function defaultRates(now: Date, ids: Ids): Omit<RateBook, "version"> {
  const zoneId = ids.next("zon");
  const times = { version: 1, createTime: now, updateTime: now };
  const rate = (tier: Tier) => ({ zoneId, tiers: [tier] });
  const method = (methodId: string, name: string, kind: Method["kind"], tiers: readonly Tier[]): Method => ({
    ...{ methodId, name, kind, rates: tiers.map(rate), enabled: true },
    ...times,
  });
  const flat = Object.entries(standard).map(([code, base]) => ({ from: 0n, price: money(code, base) }));
  const byWeight = Object.entries(parcel).map(([code, [base, more]]) => ({
    ...{ from: 0n, price: money(code, base), perStartedKilogram: money(code, more) },
  }));
  return {
    zones: [{ zoneId, name: "Everywhere", countryCodes: [], ...times }],
    methods: [
      method("parcel", "Parcel by weight", "BY_WEIGHT", byWeight),
      method("standard", "Standard", "FLAT", flat),
    ],
  };
}

const money = (currencyCode: string, minorUnits: bigint) => ({ currencyCode, minorUnits });
