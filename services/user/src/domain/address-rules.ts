/**
 * Countries whose post wants a postal code on every address: those for which Google's libaddressinput requires one, and
 * those that have come to since. Only their codes are held to a form: elsewhere forms are many, and change.
 */
export const needsPostalCode: ReadonlySet<string> = new Set(
  `AS AT AU AX BE BL BR CA CH CN CY CZ DE DK EE ES FI FM FO FR GB GF GG GL GP GR GU HR HU IM IN IT JE JP KR LI LT LU LV
   MC MF MH MP MQ MT MX MY NC NL NO NZ PF PL PM PR PT PW RE RO RS RU SE SG SI SK SM TH TR TW UA US VA VI WF YT
   ZA`.split(/\s+/),
);

/** Countries whose post wants the state, province or prefecture, and whose people expect to be asked for it. */
export const needsRegion: ReadonlySet<string> = new Set("AU BR CA CN IN JP MX US".split(" "));

/**
 * Countries whose codes of regions have stood for long, so that what is none of them is wrong. Elsewhere, as in Italy or
 * Norway, regions are divided and joined, and their codes of before are still written.
 */
export const knowsRegions: ReadonlySet<string> = new Set([..."AR AT BE CH DE ES NL".split(" "), ...needsRegion]);
