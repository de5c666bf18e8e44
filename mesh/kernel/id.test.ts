import fc from "fast-check";
import { createIds, idFromUuid, isId, uuidFromId } from "./mod.ts";

const frozen = { now: () => new Date(1_700_000_000_000) };

test("an id and its UUID stand for each other", () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      const id = idFromUuid("prd", uuid);
      expect(isId("prd", id)).toBe(true);
      expect(uuidFromId(id)).toBe(uuid);
    }),
  );
});

test("ids are UUIDs of version 7 and variant 10", () => {
  expect(createIds(frozen).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("ids sort in the order they were made, also within a millisecond, past its counter, and when the clock steps back", () => {
  let now = 1_700_000_000_000;
  const ids = createIds({ now: () => new Date(now) });
  const made = Array.from({ length: 10_000 }, (_, index) => {
    if (index === 5_000) now -= 1_000;
    return ids.next("prd");
  });
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test.each(["prd_", "prd_8zzzzzzzzzzzzzzzzzzzzzzzzz", "prd_0123456789abcdefghijklmnop", "01h2xcejqtf2nbrexx3vqjhp41"])(
  "%s is no id",
  (text) => {
    expect(isId("prd", text)).toBe(false);
    expect(() => uuidFromId(text)).toThrow(RangeError);
  },
);

test("an id of another kind is told apart", () => {
  expect(isId("cat", createIds(frozen).next("prd"))).toBe(false);
});
