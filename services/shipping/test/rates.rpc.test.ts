import { ShippingMethodKind, type ShippingZone } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import { ShippingRatesChanged } from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import { startHost } from "#mesh/runtime";
import { eventually } from "#mesh/testing";
import { shippingService } from "../src/service.ts";
import { euros, ids } from "./builders.ts";
import { type ShippingMarket, startShippingMarket } from "./shipping-market.ts";

let market: ShippingMarket;

beforeAll(async () => {
  market = await startShippingMarket();
});

afterAll(() => market?.close());

const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });
const fields = (field: string) => ({ fields: [expect.objectContaining({ field })] });
const firstPage = { pageSize: 0, pageToken: "" };

async function createdZone(countryCodes: readonly string[]): Promise<ShippingZone> {
  const request = { name: "Zone", countryCodes: [...countryCodes], requestId: "" };
  const { zone } = await market.rates.createShippingZone(request, market.staff);
  if (zone === undefined) throw new Error("no zone in the answer");
  return zone;
}

const aRate = (zoneId: string, minorUnits = 990n) => ({
  zoneId,
  tiers: [{ from: 0n, price: euros(minorUnits), perStartedKilogram: undefined }],
});

function aMethod(zoneId: string, change: object = {}) {
  const kind: ShippingMethodKind = ShippingMethodKind.SHIPPING_METHOD_KIND_FLAT;
  const shippingMethodId = `m-${ids.uuid()}`;
  return { shippingMethodId, name: "Express", kind, rates: [aRate(zoneId)], requestId: "", ...change };
}

const heardRates = () =>
  market.heard
    .filter(({ subject }) => subject === "shipping.v1.shipping_rates_changed")
    .map(({ version, payload }) => ({ version, ...ShippingRatesChanged.decode(payload) }));

test("a new market has one zone and two methods and tells them once, however often it starts", async () => {
  const again = await startHost({ name: "again", services: [shippingService], env: market.host.env });
  await again.close();
  const { zones } = await market.rates.listShippingZones(firstPage, market.staff);
  const { methods } = await market.rates.listShippingMethods(firstPage, market.staff);
  expect(zones).toEqual([expect.objectContaining({ name: "Everywhere", countryCodes: [] })]);
  expect(methods.map(({ shippingMethodId, name }) => [shippingMethodId, name])).toEqual([
    ["parcel", "Parcel by weight"],
    ["standard", "Standard"],
  ]);
  const heard = await eventually(() => heardRates().length > 0 && heardRates());
  expect(heard).toEqual([{ version: 1n, zones, methods }]);
});

test("zones and methods are created, changed and listed by pages, and each change tells all of them", async () => {
  const zone = await createdZone(["CH", "LI"]);
  const change = { zoneId: zone.zoneId, zone: { name: "Alps", countryCodes: [] }, updateMask: ["name"] };
  const renamed = await market.rates.updateShippingZone({ ...change, etag: "1", requestId: "" }, market.staff);
  expect(renamed.zone).toMatchObject({ name: "Alps", countryCodes: ["CH", "LI"], etag: "2" });
  const stale = market.rates.updateShippingZone({ ...change, etag: "1", requestId: "" }, market.staff);
  await expect(stale).rejects.toThrow(refusal("ETAG_MISMATCH"));
  const request = aMethod(zone.zoneId);
  const { method } = await market.rates.createShippingMethod(request, market.staff);
  expect(method).toMatchObject({ enabled: true, etag: "1", rates: request.rates });
  const { shippingMethodId } = request;
  const input = { name: "", rates: [aRate(zone.zoneId, 5n)], enabled: false };
  const update = { shippingMethodId, method: input, updateMask: ["rates", "enabled"], etag: "1", requestId: "" };
  const changed = await market.rates.updateShippingMethod(update, market.staff);
  expect(changed.method).toMatchObject({ name: "Express", enabled: false, rates: input.rates, etag: "2" });
  const zones = await allPages((query) => market.rates.listShippingZones(query, market.staff), "zones");
  const methods = await allPages((query) => market.rates.listShippingMethods(query, market.staff), "methods");
  const last = await eventually(() => heardRates().find(({ version }) => version === 5n) ?? false);
  expect(last).toEqual({ version: 5n, zones, methods });
});

async function allPages<Name extends string, T>(
  list: (query: typeof firstPage) => Promise<{ readonly [N in Name]: readonly T[] } & { nextPageToken: string }>,
  name: Name,
): Promise<readonly T[]> {
  const found: T[] = [];
  let pageToken = "";
  do {
    const page = await list({ pageSize: 1, pageToken });
    found.push(...page[name]);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return found;
}

test("one request id gives one zone", async () => {
  const request = { name: "Once", countryCodes: ["IS"], requestId: ids.uuid() };
  const create = () => market.rates.createShippingZone(request, market.staff);
  const answers = await Promise.all([create(), create(), create()]);
  expect(new Set(answers.map(({ zone }) => zone?.zoneId)).size).toBe(1);
});

test("refusals name what is wrong", async () => {
  const zone = await createdZone(["PT"]);
  const taken = { metadata: { country_code: "PT", zone_id: zone.zoneId } };
  await expect(createdZone(["PT"])).rejects.toThrow(refusal("COUNTRY_TAKEN", taken));
  const create = (change: object) => market.rates.createShippingMethod(aMethod(zone.zoneId, change), market.staff);
  await expect(create({ shippingMethodId: "standard" })).rejects.toThrow(refusal("METHOD_ID_TAKEN"));
  const strange = create({ rates: [aRate(zone.zoneId), aRate(ids.next("zon"))] });
  await expect(strange).rejects.toThrow(refusal("ZONE_UNKNOWN", fields("rates[1].zone_id")));
  const long = create({ shippingMethodId: "x".repeat(51) });
  await expect(long).rejects.toThrow(refusal("INVALID_REQUEST", fields("shipping_method_id")));
  const twice = { rates: [aRate(zone.zoneId), aRate(zone.zoneId)] };
  await expect(create(twice)).rejects.toThrow(refusal("RATES_INVALID", fields("rates[1]")));
  const money = { currencyCode: "XXQ", minorUnits: 1n };
  for (const [field, tier] of [
    ["price", { price: money }],
    ["per_started_kilogram", { price: euros(1n), perStartedKilogram: money }],
  ] as const) {
    const rates = [{ zoneId: zone.zoneId, tiers: [{ from: 0n, ...tier }] }];
    const wrong = fields(`rates[0].tiers[0].${field}.currency_code`);
    await expect(create({ rates })).rejects.toThrow(refusal("INVALID_REQUEST", wrong));
  }
  const unnamed = { name: "", countryCodes: [], rates: [], enabled: true };
  const common = { updateMask: ["name"], etag: "", requestId: "" };
  const renaming = market.rates.updateShippingZone({ ...common, zoneId: zone.zoneId, zone: unnamed }, market.staff);
  await expect(renaming).rejects.toThrow(refusal("INVALID_REQUEST", fields("zone.name")));
  const naming = { ...common, shippingMethodId: "standard", method: unnamed };
  await expect(market.rates.updateShippingMethod(naming, market.staff)).rejects.toThrow(
    refusal("INVALID_REQUEST", fields("method.name")),
  );
});

test("rates are the staff's to read and to change", async () => {
  const reader = { token: await market.host.tokenFor(["shipping.read"]) };
  const request = { name: "Mine", countryCodes: [], requestId: "" };
  await expect(market.rates.createShippingZone(request, reader)).rejects.toThrow(refusal("PERMISSION_MISSING"));
  expect((await market.rates.listShippingZones(firstPage, reader)).zones.length).toBeGreaterThan(0);
});
