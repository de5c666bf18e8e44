import { createIds, systemClock } from "#mesh/kernel";
import { describeSeller, type Seller, sellerState, setSuspended } from "./seller.ts";

const userId = createIds(systemClock).next("usr");
const now = new Date("2026-11-24T12:00:00Z");
const later = new Date("2026-11-24T13:00:00Z");
const said = { name: "Mugs & more", slug: "mugs-and-more" };
const described = () => describeSeller(undefined, userId, said, "", now).next;

test("a seller begins with a name and a slug, and is told of", () => {
  const { next, events } = describeSeller(undefined, userId, said, "0", now);
  expect(next).toMatchObject({ ...said, userId, version: 1, description: "", suspended: false, createTime: now });
  expect(events).toEqual([{ type: "SellerChanged", key: userId, version: 1, state: "ACTIVE" }]);
  for (const [change, field] of [
    [{ name: "M" }, "slug"],
    [{ slug: "mugs" }, "name"],
    [{ ...said, name: " " }, "name"],
  ] as const) {
    expect(() => describeSeller(undefined, userId, change, "", now)).toThrow(
      expect.objectContaining({
        reason: "INVALID_REQUEST",
        fields: [expect.objectContaining({ field: `seller.${field}` })],
      }),
    );
  }
});

test("what changes nothing is no change; a late etag is refused", () => {
  const seller = described();
  expect(describeSeller(seller, userId, said, "1", later)).toEqual({ next: seller, events: [] });
  expect(describeSeller(seller, userId, { paused: true }, "1", later)).toMatchObject({
    next: { version: 2, updateTime: later, createTime: now },
    events: [{ state: "PAUSED" }],
  });
  expect(() => describeSeller(seller, userId, { name: "M" }, "7", later)).toThrow(
    expect.objectContaining({ reason: "ETAG_MISMATCH" }),
  );
});

test("what the market says comes before what the seller says", () => {
  const both = (paused: boolean, suspended: boolean): Seller => ({ ...described(), paused, suspended });
  expect([both(false, false), both(true, false), both(false, true), both(true, true)].map(sellerState)).toEqual([
    ...["ACTIVE", "PAUSED", "SUSPENDED", "SUSPENDED"],
  ]);
  const suspended = setSuspended(described(), true, later);
  expect(suspended.events).toMatchObject([{ version: 2, state: "SUSPENDED" }]);
  expect(setSuspended(suspended.next, true, later).events).toEqual([]);
  expect(describeSeller(suspended.next, userId, { paused: false, name: "New" }, "", later).next.suspended).toBe(true);
  expect(() => setSuspended(undefined, true, now)).toThrow(expect.objectContaining({ reason: "RESOURCE_NOT_FOUND" }));
});
