import type { RateStore, ShipmentKey, ShipmentStore } from "../src/app/ports.ts";
import { createMethod, updateMethod } from "../src/domain/change-method.ts";
import { createZone, updateZone } from "../src/domain/change-zone.ts";
import { later } from "../src/domain/look-again.ts";
import { beginCancelling, handOver, ship } from "../src/domain/move-shipment.ts";
import { observeTracking } from "../src/domain/observe-tracking.ts";
import { pack } from "../src/domain/pack.ts";
import type { Shipment } from "../src/domain/shipment.ts";
import {
  aMethodDraft,
  anAllocation,
  aPacking,
  aRequest,
  aRequestKey,
  aSentPacking,
  euros,
  ids,
  noon,
} from "./builders.ts";

export interface ShippingStores {
  readonly rates: RateStore;
  readonly shipments: ShipmentStore;
  /** Subjects of the events about the key, oldest first. */
  subjectsOf(key: string): Promise<readonly string[]>;
}

/** What every engine that keeps shipments, zones and methods must do. */
export function shippingStoresContract(stores: () => ShippingStores): void {
  const shipments = () => stores().shipments;
  const rates = () => stores().rates;
  const reason = (name: string) => expect.objectContaining({ reason: name });
  const packed = (packing = aPacking(), change = {}, now = noon) =>
    shipments().finishPacking(pack(packing, anAllocation(change), now));
  const choice = { carrierId: "near", carrierService: "express" };
  const label = { carrierService: "express", trackingNumber: "UM1", trackingUrl: "https://t/UM1" };
  const pdf = Buffer.from("%PDF-1.7");
  const handingOver = (shipment: Shipment, request = aRequest(), due?: Date) =>
    shipments().record(shipment, (now) => ({ ...handOver(now, choice, request, noon), due }));
  const sent = (shipment: Shipment, due?: Date) =>
    shipments().record(shipment, (now) => ({ ...ship(now, { ...label, pdf }, noon), due, label: pdf }));

  test("what is begun is kept once, and is a shipment from then on that it is finished", async () => {
    const packing = aPacking({ wanted: [{ lineId: ids.next("lin"), quantity: 2n }], weightGrams: 7 });
    const begin = () => shipments().beginPacking(packing, noon, later(noon, 1));
    expect(await begin()).toEqual({ requestHash: packing.requestHash });
    expect(await begin()).toEqual({ requestHash: packing.requestHash });
    expect(await shipments().find(packing.shipmentId)).toBeUndefined();
    const shipment = await packed(packing);
    expect(await begin()).toEqual({ shipment });
    expect(await packed(packing)).toEqual(shipment);
    expect(await shipments().find(packing.shipmentId)).toEqual(shipment);
    expect(await stores().subjectsOf(packing.shipmentId)).toEqual(["shipping.v1.shipment_packed"]);
  });

  test("what is to be packed is leased once when it is due, until it is settled or forgotten", async () => {
    const packing = aPacking({ wanted: [{ lineId: ids.next("lin"), quantity: 2n }] });
    const at = (ms: number) => new Date(1_000_000 + ms);
    const mine = async (now: Date, until: Date) => {
      const due = await shipments().takeDuePackings(now, until);
      return due.filter(({ item }) => item.shipmentId === packing.shipmentId);
    };
    await shipments().beginPacking(packing, at(0), at(10));
    expect(await mine(at(9), at(100))).toEqual([]);
    const taken = await Promise.all([mine(at(10), at(100)), mine(at(10), at(100))]);
    expect(taken.flat()).toEqual([{ item: packing, attempts: 1 }]);
    await shipments().settlePacking(packing, at(20));
    expect(await mine(at(20), at(100))).toEqual([{ item: packing, attempts: 2 }]);
    await shipments().dropPacking(packing.shipmentId);
    expect(await mine(at(1_000), at(2_000))).toEqual([]);
  });

  test("what was sent already is kept with how, until it is a shipment that is told of as sent", async () => {
    const packing = aSentPacking({ deliverTime: later(noon, 1) });
    await shipments().beginPacking(packing, noon, noon);
    const due = await shipments().takeDuePackings(noon, later(noon, 1));
    expect(due.find(({ item }) => item.shipmentId === packing.shipmentId)?.item).toEqual(packing);
    const shipment = await packed(packing);
    expect(shipment).toMatchObject({ state: "DELIVERED", trackingNumber: "VAN 7" });
    expect(await shipments().findLabel(packing.shipmentId)).toEqual({ shipment });
    const told = ["shipped", "delivered"].map((name) => `shipping.v1.shipment_${name}`);
    expect(await stores().subjectsOf(packing.shipmentId)).toEqual(told);
    const sent = await packed(aSentPacking());
    expect(await shipments().find(sent.shipmentId)).toEqual(sent);
    const ages = later(noon, 9_000_000_000_000);
    const followed = await shipments().takeDueTrackings(ages, ages);
    expect(followed.map(({ item }) => item.shipmentId)).not.toContain(sent.shipmentId);
  });

  test("a shipment comes back as it was recorded, without address or owner too", async () => {
    const bare = await packed(aPacking(), { userId: "", reservationId: "", address: undefined });
    expect(await shipments().find(bare.shipmentId)).toEqual(bare);
    const moving = await sent(await handingOver(await packed()));
    expect(await shipments().find(moving.shipmentId)).toEqual(moving);
    const event = { code: "delivered", description: "There", location: "Bern", eventTime: noon };
    const arrived = await shipments().record(moving, (now) => observeTracking(now, [event], later(noon, 5)));
    expect(await shipments().find(moving.shipmentId)).toEqual(arrived);
    expect(arrived).toMatchObject({ state: "DELIVERED", trackingEvents: [event], version: 3 });
    const told = ["packed", "shipped", "delivered"].map((name) => `shipping.v1.shipment_${name}`);
    expect(await stores().subjectsOf(moving.shipmentId)).toEqual(told);
  });

  test("a label is kept with its shipment, through later changes", async () => {
    const shipment = await packed();
    expect(await shipments().findLabel(shipment.shipmentId)).toEqual({ shipment });
    const moving = await sent(await handingOver(shipment));
    const event = { code: "accepted", description: "", location: "", eventTime: noon };
    await shipments().record(moving, (now) => observeTracking(now, [event], noon));
    expect(await shipments().findLabel(shipment.shipmentId)).toMatchObject({ pdf });
    expect(await shipments().findLabel(ids.next("shp"))).toBeUndefined();
  });

  test("whoever decides on what changed meanwhile decides again; of twenty who hand over, one does", async () => {
    const shipment = await packed();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => handingOver(shipment)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refusals).toEqual(Array.from({ length: 19 }, () => reason("SHIPMENT_STATE_WRONG")));
    expect((await shipments().find(shipment.shipmentId))?.revision).toBe(2);
  });

  test("a request that handed one shipment over, or cancelled it, is refused for another", async () => {
    const request = aRequest();
    await handingOver(await packed(), request);
    await expect(handingOver(await packed(), request)).rejects.toThrow(reason("REQUEST_ID_REUSED"));
    const cancelling = async () => shipments().record(await packed(), (now) => beginCancelling(now, request, noon));
    await cancelling();
    await expect(cancelling()).rejects.toThrow(reason("REQUEST_ID_REUSED"));
  });

  test("shipments somebody must answer for are leased once when due, and those on their way apart", async () => {
    const at = (ms: number) => new Date(2_000_000 + ms);
    const begun = await handingOver(await packed(), aRequest(), at(0));
    const moving = await sent(await handingOver(await packed()), at(0));
    const idsOf = async (take: Promise<readonly { readonly item: Shipment }[]>) =>
      (await take)
        .map(({ item }) => item.shipmentId)
        .filter((id) => [begun, moving].some((one) => one.shipmentId === id));
    const [first, second] = [at(0), at(10)];
    expect(await idsOf(shipments().takeDueShipments(first, second))).toEqual([begun.shipmentId]);
    expect(await idsOf(shipments().takeDueShipments(first, second))).toEqual([]);
    expect(await idsOf(shipments().takeDueTrackings(first, second))).toEqual([moving.shipmentId]);
    await shipments().settle(moving, at(5));
    expect(await idsOf(shipments().takeDueTrackings(at(5), at(10)))).toEqual([moving.shipmentId]);
    await shipments().settle({ ...moving, revision: 1 }, at(6));
    expect(await idsOf(shipments().takeDueTrackings(at(6), at(10)))).toEqual([]);
    await shipments().settle(moving, undefined);
    expect(await idsOf(shipments().takeDueTrackings(at(1_000), at(1_000)))).toEqual([]);
  });

  test("pages show each shipment of an order once, oldest first, to its user alone if one is named", async () => {
    const orderId = ids.next("ord");
    const userId = ids.next("usr");
    const made: Shipment[] = [];
    for (const ms of [0, 0, 1]) made.push(await packed(aPacking({ orderId }), { userId }, later(noon, ms)));
    const sorted = made.toSorted((a, b) => compare(a, b));
    const seen: Shipment[] = [];
    let key: ShipmentKey | undefined;
    do {
      const page = await shipments().pageOfOrder({ orderId, userId }, key, 2);
      seen.push(...page.items);
      key = page.nextKey;
    } while (key !== undefined);
    expect(seen).toEqual(sorted);
    expect((await shipments().pageOfOrder({ orderId }, undefined, 9)).items).toEqual(sorted);
    for (const other of ["", ids.next("usr")]) {
      expect((await shipments().pageOfOrder({ orderId, userId: other }, undefined, 9)).items).toEqual([]);
    }
  });

  test("pages of all shipments go from the newest on, in a state as others know it", async () => {
    const future = (ms: number) => new Date(Date.parse("2036-01-01T00:00:00Z") + ms);
    const [first, second, third] = [
      await packed(aPacking(), {}, future(1)),
      await packed(aPacking(), {}, future(2)),
      await packed(aPacking(), {}, future(3)),
    ];
    await shipments().record(first, (now) => beginCancelling(now, aRequest(), noon));
    await handingOver(second);
    const idsOf = (page: { readonly items: readonly Shipment[] }) => page.items.map(({ shipmentId }) => shipmentId);
    const newest = await shipments().page(undefined, undefined, 2);
    expect(idsOf(newest)).toEqual([third.shipmentId, second.shipmentId]);
    expect(idsOf(await shipments().page(undefined, newest.nextKey, 1))).toEqual([first.shipmentId]);
    expect(idsOf(await shipments().page("PACKED", undefined, 2))).toEqual([third.shipmentId, first.shipmentId]);
    expect(idsOf(await shipments().page("HANDING_OVER", undefined, 1))).toEqual([second.shipmentId]);
  });

  test("rates begin once; what changes them comes back as it was, and tells the whole each time", async () => {
    const first = () => ({ zones: [], methods: [] });
    await Promise.all([rates().begin(first), rates().begin(first)]);
    const rest = await rates().change((book) => createZone(book, { name: "Rest", countryCodes: [] }, noon, ids));
    const north = { name: "North", countryCodes: ["SE", "NO"] };
    const zone = await rates().change((book) => createZone(book, north, noon, ids));
    const update = { zoneId: zone.zoneId, change: { countryCodes: ["SE", "FI"] }, etag: "1" };
    const changed = await rates().change((book) => updateZone(book, update, noon));
    const tiers = [
      { from: 0n, price: euros(9_007_199_254_740_993n), perStartedKilogram: euros(1n) },
      { from: 5n, price: euros(0n) },
    ];
    const draft = aMethodDraft(zone.zoneId, { kind: "BY_WEIGHT", rates: [{ zoneId: zone.zoneId, tiers }] });
    const method = await rates().change((book) => createMethod(book, "sled", draft, noon));
    expect((await rates().pageOfZones(undefined, 1)).items).toEqual([rest]);
    expect(await rates().pageOfZones(rest.zoneId, 1)).toEqual({ items: [changed], nextKey: undefined });
    expect(await rates().pageOfMethods(undefined, 1)).toEqual({ items: [method], nextKey: undefined });
    const off = { methodId: "sled", change: { enabled: false }, etag: "" };
    const book = await rates().change((before) => {
      const decision = updateMethod(before, off, noon);
      return { ...decision, answer: decision.next };
    });
    expect(book).toMatchObject({ zones: [rest, changed], methods: [{ ...method, enabled: false, version: 2 }] });
    expect((await stores().subjectsOf("rates")).length).toBe(book.version);
  });

  test("of two who race for a country, one gets it", async () => {
    const create = () => rates().change((book) => createZone(book, { name: "Isle", countryCodes: ["MT"] }, noon, ids));
    const outcomes = await Promise.allSettled([create(), create(), create()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("a repeat under one request key gives the first zone", async () => {
    const request = aRequestKey();
    const create = () =>
      rates().change((book) => createZone(book, { name: "Far", countryCodes: ["NZ"] }, noon, ids), request);
    expect(await create()).toEqual(await create());
  });
}

function compare(a: Shipment, b: Shipment): number {
  return a.createTime.getTime() - b.createTime.getTime() || (a.shipmentId < b.shipmentId ? -1 : 1);
}
