const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/** Codes ICU has names for that are no country's: unions, groups, pseudo-locales, and a code that stands for GB. */
const noCountries = new Set("EU EZ QO UK UN XA XB ZZ".split(" "));

/** True for ISO 3166-1 alpha-2 codes, and for XK, which the posts use. */
export function isCountry(code: string): boolean {
  return !noCountries.has(code) && names.of(code) !== undefined;
}
