import { onCheckpoint } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import { aRequest, ids } from "./builders.ts";
import { openShippingApp, type ShippingApp } from "./shipping-app.ts";

let app: ShippingApp;

beforeAll(async () => {
  app = await openShippingApp();
});

afterAll(() => app?.close());

/** Ends the work at the checkpoint when it is passed for the given time, as a dying process would. */
function dieAt(point: string, pass: number): { readonly died: () => boolean; stop(): void } {
  let passes = 0;
  const stop = onCheckpoint((name) => {
    if (name !== point) return;
    passes += 1;
    if (passes === pass) throw new Error(`died at ${name}`);
  });
  return { died: () => passes >= pass, stop };
}

const around = (...names: string[]) => names.flatMap((name) => [`shipping.${name}.before`, `shipping.${name}.after`]);
const sending = [
  ...around("pack", "allocate", "label", "track").map((point) => [point, 1] as const),
  ...around("record", "commit").flatMap((point) => [1, 2, 3].map((pass) => [point, pass] as const)),
];

/** Repeats a step as a clerk does whose request failed. */
const repeated = <T>(step: () => Promise<T>) => eventually(step, { intervalMs: 1 }) as Promise<T>;

test.each(sending)(
  "a shipment on whose way a process dies at %s, pass %d, arrives when requests are repeated",
  async (point, pass) => {
    const orderId = ids.next("ord");
    const [toPack, toShip] = [aRequest(), aRequest()];
    const crash = dieAt(point, pass);
    const { shipmentId } = await repeated(() => app.packShipment({ orderId, wanted: [], weightGrams: 0 }, toPack));
    await repeated(() => app.shipShipment({ shipmentId, carrierId: "", carrierService: "" }, toShip));
    const arrived = await deliver(shipmentId);
    crash.stop();
    expect(crash.died()).toBe(true);
    expect(await app.eventsOf(shipmentId)).toEqual(["packed", "shipped", "delivered"]);
    expect(await app.labelsOf(shipmentId)).toEqual([arrived.trackingNumber]);
    expect(app.orders.allocated.has(shipmentId)).toBe(true);
  },
);

test.each(sending)(
  "a shipment on whose way a process dies at %s, pass %d, arrives if nobody repeats anything",
  async (point, pass) => {
    const orderId = ids.next("ord");
    const crash = dieAt(point, pass);
    await app.packShipment({ orderId, wanted: [], weightGrams: 0 }, aRequest()).catch(died);
    const { shipmentId } = await eventually(async () => {
      await runWorkers();
      return (await shipmentOf(orderId)) ?? (await packAnew(orderId));
    });
    const wanted = { shipmentId, carrierId: "", carrierService: "" };
    await app.shipShipment(wanted, aRequest()).catch(died);
    const begun = await app.findShipment(shipmentId);
    if (begun.state === "PACKED") await repeated(() => app.shipShipment(wanted, aRequest()));
    const arrived = await deliver(shipmentId);
    crash.stop();
    expect(crash.died()).toBe(true);
    expect(await app.eventsOf(shipmentId)).toEqual(["packed", "shipped", "delivered"]);
    expect(await app.labelsOf(shipmentId)).toEqual([arrived.trackingNumber]);
    expect([...app.orders.allocated]).toContain(shipmentId);
  },
);

const recording = around("pack", "allocate", "commit").map((point) => [point, 1] as const);

test.each(recording)(
  "what was sent already is recorded once though a process dies at %s, pass %d, by whoever comes next",
  async (point, pass) => {
    for (const repeats of [true, false]) {
      const orderId = ids.next("ord");
      const sent = { shipTime: new Date(1_000), deliverTime: new Date(2_000), trackingNumber: "VAN 7" };
      const request = aRequest();
      const record = () => app.recordShipment({ orderId, wanted: [], ...sent }, request);
      const crash = dieAt(point, pass);
      await record().catch(died);
      if (repeats) await record();
      await runWorkers();
      const { shipmentId } = (await shipmentOf(orderId)) ?? (await record());
      crash.stop();
      expect(crash.died()).toBe(true);
      expect(await app.findShipment(shipmentId)).toMatchObject({ state: "DELIVERED", carrierId: "", ...sent });
      expect(await app.eventsOf(shipmentId)).toEqual(["shipped", "delivered"]);
      expect(app.orders.allocated.has(shipmentId)).toBe(true);
    }
  },
);

const cancelling = [
  ...around("release").map((point) => [point, 1] as const),
  ...around("record", "commit").flatMap((point) => [1, 2].map((pass) => [point, pass] as const)),
];

test.each(cancelling)(
  "a cancellation that dies at %s, pass %d, is finished by whoever comes next",
  async (point, pass) => {
    for (const repeats of [true, false]) {
      const { shipmentId } = await app.packed();
      const request = aRequest();
      const crash = dieAt(point, pass);
      await app.cancelShipment(shipmentId, request).catch(died);
      if (repeats) await app.cancelShipment(shipmentId, request);
      await runWorkers();
      if ((await app.findShipment(shipmentId)).state === "PACKED") await app.cancelShipment(shipmentId, request);
      crash.stop();
      expect(crash.died()).toBe(true);
      expect(await app.findShipment(shipmentId)).toMatchObject({ state: "CANCELLED" });
      expect(await app.eventsOf(shipmentId)).toEqual(["packed", "cancelled"]);
      expect(app.orders.allocated.has(shipmentId)).toBe(false);
    }
  },
);

function died(error: unknown): void {
  if (!String(error).includes("died at")) throw error;
}

async function runWorkers(): Promise<void> {
  app.advance(3_700_000);
  for (const work of [app.finishPackings, app.finishMoves, app.followShipments]) await work().catch(died);
}

const deliver = (shipmentId: Parameters<ShippingApp["findShipment"]>[0]) =>
  eventually(async () => {
    await runWorkers();
    const shipment = await app.findShipment(shipmentId);
    return shipment.state === "DELIVERED" && shipment;
  });

const shipmentOf = async (orderId: `ord_${string}`) =>
  (await app.ports.shipments.pageOfOrder({ orderId }, undefined, 10)).items[0];

/** What died before anything was kept, nobody can finish. */
const packAnew = (orderId: `ord_${string}`) =>
  app.packShipment({ orderId, wanted: [], weightGrams: 0 }, aRequest()).catch((error: unknown) => {
    died(error);
    return false as const;
  });
