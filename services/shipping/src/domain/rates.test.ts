import { aMethodDraft, aZoneDraft, euros, ids, noon } from "../../test/builders.ts";
import { createMethod, updateMethod } from "./change-method.ts";
import { createZone, updateZone } from "./change-zone.ts";
import { defaultRates } from "./default-rates.ts";
import type { MethodKind, Rate, Tier } from "./method.ts";
import type { RateBook } from "./rate-book.ts";
import type { ZoneId } from "./zone.ts";

const begun = (): RateBook => ({ ...defaultRates(noon, ids), version: 1 });
const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });
const fields = (field: string) => ({ fields: [expect.objectContaining({ field })] });

function withAlps(): { readonly book: RateBook; readonly zoneId: ZoneId } {
  const { next, answer } = createZone(begun(), aZoneDraft(), noon, ids);
  return { book: next, zoneId: answer.zoneId };
}

test("a market begins with one zone for all countries, and what order offers before it knows any rates", () => {
  const { zones, methods } = begun();
  expect(zones).toEqual([expect.objectContaining({ countryCodes: [] })]);
  expect(methods.map(({ methodId, kind, rates }) => [methodId, kind, rates.length])).toEqual([
    ["parcel", "BY_WEIGHT", 7],
    ["standard", "FLAT", 7],
  ]);
  expect(methods[0]?.rates[0]?.tiers).toEqual([{ from: 0n, price: euros(250n), perStartedKilogram: euros(120n) }]);
  const book = begun();
  for (const { methodId, ...draft } of book.methods) createMethod({ ...book, methods: [] }, methodId, draft, noon);
});

test("a change tells all zones and methods, in the book's next version", () => {
  const { next, events, answer } = createZone(begun(), aZoneDraft(), noon, ids);
  expect(answer).toMatchObject({ name: "Alps", countryCodes: ["AT", "CH"], version: 1 });
  const { zones, methods } = next;
  expect(events).toEqual([{ type: "ShippingRatesChanged", key: "rates", version: 2, zones, methods }]);
  expect(zones.at(-1)).toBe(answer);
});

test("a country lies in one zone, and one zone takes the rest", () => {
  const { book, zoneId } = withAlps();
  const taken = (country_code: string, zone_id: string) =>
    refusal("COUNTRY_TAKEN", { metadata: { country_code, zone_id } });
  const shared = aZoneDraft({ countryCodes: ["DE", "CH"] });
  expect(() => createZone(book, shared, noon, ids)).toThrow(taken("CH", zoneId));
  const everywhere = book.zones[0]?.zoneId ?? "";
  expect(() => createZone(book, aZoneDraft({ countryCodes: [] }), noon, ids)).toThrow(taken("", everywhere));
  const update = (change: object) => updateZone(book, { zoneId, change, etag: "" }, noon);
  expect(() => update({ countryCodes: [] })).toThrow(taken("", everywhere));
  expect(update({ countryCodes: ["CH", "LI"] }).answer.countryCodes).toEqual(["CH", "LI"]);
});

test("an update is bound to its etag, and one that changes nothing tells nothing", () => {
  const { book, zoneId } = withAlps();
  const update = (change: object, etag: string, id = zoneId) => updateZone(book, { zoneId: id, change, etag }, noon);
  expect(() => update({ name: "Peaks" }, "2")).toThrow(refusal("ETAG_MISMATCH"));
  expect(() => update({}, "", ids.next("zon"))).toThrow(refusal("RESOURCE_NOT_FOUND"));
  expect(update({ name: "Peaks" }, "1").answer).toMatchObject({ name: "Peaks", version: 2 });
  expect(update({ countryCodes: ["CH", "AT"] }, "")).toMatchObject({ next: book, events: [] });
  const same = updateMethod(book, { methodId: "standard", change: { enabled: true }, etag: "1" }, noon);
  expect(same).toMatchObject({ next: book, events: [] });
  const method =
    (etag: string, methodId = "standard") =>
    () =>
      updateMethod(book, { methodId, change: { enabled: false }, etag }, noon);
  expect(method("7")).toThrow(refusal("ETAG_MISMATCH"));
  expect(method("", "none")).toThrow(refusal("RESOURCE_NOT_FOUND"));
  expect(method("1")().answer).toMatchObject({ enabled: false, version: 2, name: "Standard" });
});

const dollars = (minorUnits: bigint) => ({ currencyCode: "USD", minorUnits });
const tier = (from: bigint, price = euros(1n), more = {}): Tier => ({ from, price, ...more });

test.each<[string, MethodKind, readonly (readonly Tier[])[], string]>([
  ["a flat method of two tiers", "FLAT", [[tier(0n), tier(5n)]], "rates[0].tiers"],
  ["a flat method that begins late", "FLAT", [[tier(5n)]], "rates[0].tiers"],
  ["tiers that stand still", "BY_WEIGHT", [[tier(0n), tier(0n)]], "rates[0].tiers[1].from"],
  ["tiers that descend", "BY_PRICE", [[tier(9n), tier(5n)]], "rates[0].tiers[1].from"],
  ["tiers in two currencies", "BY_PRICE", [[tier(0n), tier(5n, dollars(1n))]], "rates[0].tiers[1]"],
  [
    "a kilogram in another currency",
    "BY_WEIGHT",
    [[tier(0n, euros(1n), { perStartedKilogram: dollars(1n) })]],
    "rates[0].tiers[0]",
  ],
  ["one zone and currency twice", "BY_WEIGHT", [[tier(0n)], [tier(3n)]], "rates[1]"],
  ["no tier", "BY_WEIGHT", [[]], "rates[0].tiers"],
])("%s is refused with RATES_INVALID, naming the field", (_, kind, tiers, field) => {
  const { book, zoneId } = withAlps();
  const rates: readonly Rate[] = tiers.map((each) => ({ zoneId, tiers: each }));
  const create = () => createMethod(book, "express", aMethodDraft(zoneId, { kind, rates }), noon);
  expect(create).toThrow(refusal("RATES_INVALID", fields(field)));
  const kept = { ...book, methods: [{ ...createMethod(book, "express", aMethodDraft(zoneId), noon).answer, kind }] };
  const update = () => updateMethod(kept, { methodId: "express", change: { rates }, etag: "" }, noon);
  expect(update).toThrow(refusal("RATES_INVALID", fields(`method.${field}`)));
});

test("a method names zones that are there, in several currencies, under an id of its own", () => {
  const { book, zoneId } = withAlps();
  const rates = [euros(900n), dollars(990n)].map((price) => ({ zoneId, tiers: [{ from: 0n, price }] }));
  const { next } = createMethod(book, "express", aMethodDraft(zoneId, { rates }), noon);
  expect(next.methods.map(({ methodId }) => methodId)).toEqual(["express", "parcel", "standard"]);
  expect(() => createMethod(next, "express", aMethodDraft(zoneId), noon)).toThrow(refusal("METHOD_ID_TAKEN"));
  const other = ids.next("zon");
  const unknown = refusal("ZONE_UNKNOWN", { metadata: { zone_id: other } });
  expect(() => createMethod(book, "swift", aMethodDraft(other), noon)).toThrow(unknown);
});
