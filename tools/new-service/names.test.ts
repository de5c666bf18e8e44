import { fillIn, namesOf } from "./names.ts";

const names = namesOf("review", new Date("2026-02-03T04:05:06Z"));

test.each([
  ["__name___id", "review_id"],
  ["a__Name__Draft", "aReviewDraft"],
  ["__NAME___STORE", "REVIEW_STORE"],
  ["__names___name_key", "reviews_name_key"],
  ["__prefix___[0-7]", "rev_[0-7]"],
  ["__stamp___begin", "20260203040506_begin"],
  ["__other__", "__other__"],
])("%s becomes %s", (text, filled) => {
  expect(fillIn(text, names)).toBe(filled);
});

test.each([
  ["inventory", "inventories"],
  ["display", "displays"],
  ["analytics", "analyticses"],
])("many of %s are %s", (name, plural) => {
  expect(namesOf(name, new Date(0)).__names__).toBe(plural);
});
