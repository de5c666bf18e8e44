import { isCountry } from "../../services/user/src/domain/country.ts";

/** Names the file uses that are not those of CLDR, and names that stand for no country. */
const ownNames: Readonly<Record<string, string>> = {
  "channel islands": "GB",
  "czech republic": "CZ",
  eire: "IE",
  "european community": "",
  "hong kong": "HK",
  korea: "KR",
  rsa: "ZA",
  uk: "GB",
  unspecified: "",
  usa: "US",
  "west indies": "",
};

const codes = new Map([...cldrNames(), ...Object.entries(ownNames)]);

/**
 * ISO 3166-1 alpha-2 of an English name; empty for names that stand for none ("Unspecified"), undefined for unknown ones.
 * The Channel Islands, which are Jersey (JE) and Guernsey (GG), have no code of their own and count as British.
 */
export function countryCodeOf(name: string): string | undefined {
  return codes.get(name.toLowerCase());
}

function cldrNames(): [string, string][] {
  const names = new Intl.DisplayNames("en", { type: "region" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const all = letters.flatMap((first) => letters.map((second) => first + second));
  const today = all.filter((code) => isCountry(code) && new Intl.Locale(`und-${code}`).region === code);
  return today.map((code) => [(names.of(code) ?? code).toLowerCase(), code]);
}
