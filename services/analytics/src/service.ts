import type { DomainEvent } from "#mesh/kernel";
import { defineService } from "#mesh/runtime";
import { analyticsUseCases } from "./app/use-cases.ts";
import { temporalCalendar } from "./clients/temporal-calendar.ts";
import { analyticsConfig } from "./config.ts";
import { creditBooked } from "./consumers/credit-booked.ts";
import { orderChanged } from "./consumers/order-changed.ts";
import { analyticsRpc } from "./rpc/analytics-rpc.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { postgresFactStore } from "./store/postgres-fact-store.ts";

/** Figures of the business, made of events. */
export const analyticsService = defineService({
  name: "analytics",
  config: analyticsConfig,
  async start({ openDatabase }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<DomainEvent>({ migrations, encodeEvent });
    const app = analyticsUseCases({ facts: postgresFactStore(database), calendar: temporalCalendar });
    return { rpc: [analyticsRpc(app)], consumers: [orderChanged(app), creditBooked(app)] };
  },
});
