import { after, noon } from "../../test/builders.ts";
import { isOldNews } from "./old-news.ts";

const day = 86_400;

test.each([
  ["as it happened", noon, noon, false],
  ["a day later", after(day), noon, false],
  ["more than a day later", after(day + 1), noon, true],
  ["before it happened", noon, after(2 * day), false],
  ["at a time nobody tells", undefined, noon, false],
  ["though it has not happened", noon, undefined, false],
])("what was entered %s: old news is %4$s", (_, entered, happened, isOld) => {
  expect(isOldNews(entered, happened)).toBe(isOld);
});
