import { ApiError } from "./api-error.ts";
import type { Parcel } from "./parcel.ts";

/** A way to have a parcel carried. Prices in euro cents. */
interface CarrierService {
  readonly service: string;
  readonly name: string;
  readonly days: { readonly domestic: number; readonly abroad: number };
  readonly base: { readonly domestic: number; readonly abroad: number };
  readonly perStartedKilogram: number;
}

const services: readonly CarrierService[] = [
  {
    service: "economy",
    name: "Economy parcel",
    days: { domestic: 3, abroad: 7 },
    base: { domestic: 310, abroad: 890 },
    perStartedKilogram: 60,
  },
  {
    service: "express",
    name: "Express parcel",
    days: { domestic: 1, abroad: 2 },
    base: { domestic: 790, abroad: 2190 },
    perStartedKilogram: 150,
  },
];

export interface Rate {
  readonly service: string;
  readonly name: string;
  readonly price: { readonly currency_code: string; readonly minor_units: number };
  readonly delivery_days: number;
}

/** What each service costs; an unknown weight counts as up to a kilogram. */
export function ratesOf({ from, to, weightGrams }: Parcel): readonly Rate[] {
  const where = from.country_code === to.country_code ? "domestic" : "abroad";
  const kilograms = Math.max(1, Math.ceil(weightGrams / 1_000));
  return services.map(({ service, name, days, base, perStartedKilogram }) => ({
    service,
    name,
    price: { currency_code: "EUR", minor_units: base[where] + perStartedKilogram * kilograms },
    delivery_days: days[where],
  }));
}

export function rateOf(parcel: Parcel, service: unknown): Rate {
  const rate = ratesOf(parcel).find((candidate) => candidate.service === service);
  if (rate === undefined) throw new ApiError(422, "service_unknown", "There is no such service.");
  return rate;
}
