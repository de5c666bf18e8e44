import { loadConfig } from "#mesh/config";
import { type Call, type Clock, runInCall, silentLogger } from "#mesh/kernel";
import { type Database, openDatabase, provision, statement } from "#mesh/store";
import { createTestDatabase } from "#mesh/testing";
import { type CarrierSandbox, startCarrierSandbox } from "../sandbox/mod.ts";
import type { ShippingPorts } from "../src/app/ports.ts";
import { type ShippingUseCases, shippingUseCases } from "../src/app/use-cases.ts";
import { openCarriers } from "../src/clients/open-carriers.ts";
import { shippingConfig } from "../src/config.ts";
import type { Shipment } from "../src/domain/shipment.ts";
import { encodeEvent, type ShippingEvent } from "../src/rpc/encode-event.ts";
import { postgresRateStore } from "../src/store/postgres-rate-store.ts";
import { postgresShipmentStore } from "../src/store/postgres-shipment-store.ts";
import { aRequest, ids } from "./builders.ts";
import { type FakeOrders, fakeOrders } from "./fake-orders.ts";

/** The use cases over a real store and two carriers, "near" and "far", with a clock that can be moved on. */
export interface ShippingApp extends ShippingUseCases {
  readonly ports: ShippingPorts;
  readonly orders: FakeOrders;
  readonly near: CarrierSandbox;
  readonly far: CarrierSandbox;
  readonly database: Database<ShippingEvent>;
  /** Of the database, as its owner. */
  readonly url: string;
  /** Moves the service's time, and the carriers', on. */
  advance(ms: number): void;
  /** Runs the work as a call that has so long. */
  within<T>(ms: number, work: () => Promise<T>): Promise<T>;
  /** A packed shipment of a new order. */
  packed(): Promise<Shipment>;
  /** Subjects of the shipment's events, oldest first, without "shipping.v1.shipment_". */
  eventsOf(shipmentId: string): Promise<readonly string[]>;
  /** Tracking numbers that the carriers gave for the shipment. */
  labelsOf(shipmentId: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const subjects = statement<{ subject: string }>(
  "test.subjects",
  "SELECT subject FROM outbox WHERE key = $1 ORDER BY seq",
);

export async function openShippingApp(options: { readonly timeout?: string } = {}): Promise<ShippingApp> {
  const own = await createTestDatabase();
  await provision({ url: own.url, services: ["shipping"] });
  const { clock, advance } = movableClock();
  const [near, far] = [await startCarrierSandbox({ clock }), await startCarrierSandbox({ clock })];
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const database = await openDatabase<ShippingEvent>({
    ...{ service: "shipping", url: own.url, poolSize: 4, migrations, encodeEvent, clock, ids, log: silentLogger },
  });
  const carrier = (carrierId: string, { url }: CarrierSandbox) =>
    openCarriers(
      loadConfig(shippingConfig, {
        SHIPPING_CARRIER_ID: carrierId,
        SHIPPING_CARRIER_URL: url,
        SHIPPING_CARRIER_TIMEOUT: options.timeout ?? "5s",
      }),
    );
  const orders = fakeOrders();
  const ports: ShippingPorts = {
    rates: postgresRateStore(database),
    shipments: postgresShipmentStore(database),
    orders,
    carriers: [...carrier("near", near), ...carrier("far", far)],
    clock,
    ids,
    log: silentLogger,
    pace: { trackingMs: 1_000, leaseMs: 60_000 },
  };
  const app = shippingUseCases(ports);
  return {
    ...app,
    ...{ ports, orders, near, far, database, url: own.url, advance },
    within: (ms, work) => runInCall(aCall(ms), work),
    packed: () => app.packShipment({ orderId: ids.next("ord"), wanted: [], weightGrams: 900 }, aRequest()),
    async eventsOf(shipmentId) {
      const rows = await database.query(subjects, [shipmentId]);
      return rows.map(({ subject }) => subject.replace("shipping.v1.shipment_", ""));
    },
    labelsOf: async (shipmentId) => [...(await labelsAt(near, shipmentId)), ...(await labelsAt(far, shipmentId))],
    async close() {
      await database.close();
      await Promise.all([near.close(), far.close()]);
      await own.drop();
    },
  };
}

/** What the carrier keeps for the shipment; faults do not hit it. */
async function labelsAt({ url, secretKey, faults }: CarrierSandbox, shipmentId: string): Promise<readonly string[]> {
  faults.clear();
  const headers = { authorization: `Bearer ${secretKey}` };
  const response = await fetch(`${url}/v1/shipments?reference=${shipmentId}`, { headers });
  const { shipments } = (await response.json()) as { shipments: readonly { tracking_number: string }[] };
  return shipments.map((shipment) => shipment.tracking_number);
}

function movableClock(): { readonly clock: Clock; advance(ms: number): void } {
  let ahead = 0;
  return {
    clock: { now: () => new Date(Date.now() + ahead) },
    advance(ms) {
      ahead += ms;
    },
  };
}

function aCall(ms: number): Call {
  const deadline = Date.now() + ms;
  const caller = { workload: "gateway" };
  return { method: "/t", caller, deadline, signal: AbortSignal.timeout(ms), requestId: "r", traceparent: "" };
}
