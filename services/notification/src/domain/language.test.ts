import { languagesFor } from "./language.ts";

test.each([
  ["de-AT", "en", ["de-AT", "de", "en"]],
  ["zh-Hant-TW", "fr", ["zh-Hant-TW", "zh-Hant", "zh", "fr", "en"]],
  ["", "fr-CA", ["fr-CA", "fr", "en"]],
  ["en", "en", ["en"]],
])("a reader of %p in a market of %p gets the first there is of %j", (wanted, standard, languages) => {
  expect(languagesFor(wanted, standard)).toEqual(languages);
});
