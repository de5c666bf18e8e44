/**
 * Countries whose post wants a postal code on every address: those for which CLDR's successor in address data, Google's
 * libaddressinput, lists Z under `require`, among the hundred that most parcels go to.
 */
export const needsPostalCode: ReadonlySet<string> = new Set(
  `AT AU AX BE BR CA CH CN CY CZ DE DK EE ES FI FO FR GB GG GL GP GR GU HR HU IM IN IT JE JP KR LI LT LU LV MC MQ MT MX
   MY NL NO NZ PL PM PR PT RE RO RS RU SE SG SI SK SM TH TR TW UA US VA VI YT ZA`.split(/\s+/),
);

/** Countries whose post wants the state, province or prefecture: S under `require` there, where the code does not tell it. */
export const needsRegion: ReadonlySet<string> = new Set("AU BR CA CN IN JP MX US".split(" "));
