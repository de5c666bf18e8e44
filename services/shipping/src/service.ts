import { erasePerson } from "#mesh/kernel";
import { defineService } from "#mesh/runtime";
import { personRecords } from "#mesh/store";
import { shippingUseCases } from "./app/use-cases.ts";
import { openCarriers } from "./clients/open-carriers.ts";
import { orderClient } from "./clients/order-client.ts";
import { shippingConfig } from "./config.ts";
import { erasureStarted } from "./consumers/erasure-started.ts";
import { deskRpc } from "./rpc/desk-rpc.ts";
import { encodeEvent, type ShippingEvent } from "./rpc/encode-event.ts";
import { personExportRpc } from "./rpc/person-export-rpc.ts";
import { rateRpc } from "./rpc/rate-rpc.ts";
import { shipmentRpc } from "./rpc/shipment-rpc.ts";
import { collections } from "./store/person-record-statements.ts";
import { postgresPersonStore } from "./store/postgres-person-store.ts";
import { postgresRateStore } from "./store/postgres-rate-store.ts";
import { postgresShipmentStore } from "./store/postgres-shipment-store.ts";

/** How goods reach customers: what it costs them, packing, hand-over to carriers, and tracking. */
export const shippingService = defineService({
  name: "shipping",
  config: shippingConfig,
  async start({ config, clock, ids, log, dial, openDatabase }) {
    const carriers = openCarriers(config);
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<ShippingEvent>({ migrations, encodeEvent });
    const app = shippingUseCases({
      rates: postgresRateStore(database),
      shipments: postgresShipmentStore(database),
      orders: orderClient(dial),
      carriers,
      clock,
      ids,
      log,
      pace: { trackingMs: config.trackingIntervalMs, leaseMs: config.leaseDurationMs },
    });
    await app.beginRates();
    return {
      rpc: [shipmentRpc(app), deskRpc(app), rateRpc(app), personExportRpc(personRecords(database, collections))],
      consumers: [erasureStarted(erasePerson({ people: postgresPersonStore(database), clock }))],
      workers: [
        { name: "shipping.finish_packings", everyMs: 2_000, run: app.finishPackings },
        { name: "shipping.finish_moves", everyMs: 2_000, run: app.finishMoves },
        { name: "shipping.follow_shipments", everyMs: 1_000, run: app.followShipments },
      ],
    };
  },
});
