const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/** Codes ICU has names for that are no country's: unions, groups, islands of others, countries of the past, and GB's other. */
const noCountries = new Set(
  `AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QO RH SU TA TP UK UN VD XA XB YD YU ZR ZZ`.split(" "),
);

/** True for ISO 3166-1 alpha-2 codes, and for XK, which the posts use. */
export function isCountry(code: string): boolean {
  return !noCountries.has(code) && names.of(code) !== undefined;
}
