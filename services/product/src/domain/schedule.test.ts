import { aProduct, ids, noon } from "../../test/builders.ts";
import { applySchedule, dueTimeOf } from "./schedule.ts";
import { nothingAround } from "./surroundings.ts";

const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const draft = aProduct({ state: "DRAFT", publishTime: at(1), unpublishTime: at(2) });
const apply = (product = draft, now = at(1)) => applySchedule(product, now, ids, nothingAround);

test("what is due is done once, and what follows is due next", () => {
  expect(apply(draft, noon)).toEqual({ next: draft, events: [] });
  const { next: published, events } = apply();
  expect(published).toMatchObject({ state: "PUBLISHED", publishTime: undefined, version: 2 });
  expect(events).toMatchObject([{ changedFields: expect.arrayContaining(["state", "publishTime"]) }]);
  expect(dueTimeOf(published)).toEqual(at(2));
  expect(apply(published)).toEqual({ next: published, events: [] });
  expect(apply(published, at(2)).next).toMatchObject({ state: "DRAFT", unpublishTime: undefined });
});

test("what was missed altogether ends as a draft; what is archived stays so; what cannot be published is left", () => {
  expect(apply(draft, at(3)).next).toMatchObject({ state: "DRAFT", publishTime: undefined, unpublishTime: undefined });
  expect(apply({ ...draft, state: "ARCHIVED" }).next).toMatchObject({ state: "ARCHIVED", publishTime: undefined });
  expect(apply({ ...draft, variants: [] }).next).toMatchObject({ state: "DRAFT", publishTime: undefined, version: 2 });
});
