import { iso31662 } from "iso-3166/2.js";
import type { Regions } from "../domain/check-address.ts";

/** Codes that addresses are written with besides those of ISO 3166-2, or that it had until lately. */
const otherRegions: Readonly<Record<string, readonly string[]>> = {
  /** Jervis Bay, and the territories that are no state's. */
  AU: ["JBT", "OT"],
  /** Numbers, until 2017. */
  CN: `11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 91 92`.split(
    " ",
  ),
  /** Until states were renamed, and territories joined. */
  IN: ["CT", "DD", "DN", "OR", "TG", "UT"],
  /** Mexico City as it was until 2016. */
  MX: ["DIF"],
  /** The armed forces, and the freely associated states, which the country's post serves. */
  US: ["AA", "AE", "AP", "FM", "MH", "PW"],
};

const all: ReadonlySet<string> = new Set([
  ...iso31662.map(({ code }) => code),
  ...Object.entries(otherRegions).flatMap(([country, codes]) => codes.map((code) => `${country}-${code}`)),
]);

export const regions: Regions = {
  has: (countryCode, regionCode) => all.has(`${countryCode}-${regionCode}`),
};
