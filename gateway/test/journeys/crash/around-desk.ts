import { eventually } from "#mesh/testing";
import type { OrderJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import { patience } from "./around-kills.ts";
import type { Shop } from "./shop.ts";
import { untilAnswered } from "./until-answered.ts";

export interface ShipmentJson {
  readonly shipmentId: string;
  readonly state: string;
  readonly trackingNumber: string;
}

export type SentOrderJson = OrderJson & {
  readonly fulfillmentState: string;
  readonly shipments: readonly ShipmentJson[];
};

/** Where goods are packed and sent, and the figures are read. */
export interface Desk {
  ask<T>(route: string, body?: unknown, timeoutMs?: number): Promise<T>;
  /** Packs all of the order, however often it must ask; always by the same request. */
  pack(orderId: string): Promise<ShipmentJson>;
  /** Hands it over, likewise. */
  ship(shipmentId: string): Promise<ShipmentJson>;
  /** Unpacks it, likewise. */
  unpack(shipmentId: string): Promise<ShipmentJson>;
  /** Asks once and hears nothing: what is asked for is left to whoever finds it. */
  leave(route: string): Promise<void>;
}

/** Where each request goes, for the order or shipment it is about. */
export const deskRoutes = {
  pack: (orderId: string) => `POST /v1/orders/${orderId}/shipments`,
  ship: (shipmentId: string) => `POST /v1/shipments/${shipmentId}:ship`,
  unpack: (shipmentId: string) => `POST /v1/shipments/${shipmentId}:cancel`,
} as const;

/** Long enough for what is asked to be begun. */
const shortMs = 2_000;

export function deskOf({ market }: Shop, token: string): Desk {
  const ask = <T>(route: string, body?: unknown, timeoutMs?: number) =>
    rest<T>(market.url, route, { token, body, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  const insist = async (route: string) => {
    const body = { requestId: route };
    return (await untilAnswered(() => ask<{ shipment: ShipmentJson }>(route, body), patience.timeoutMs)).shipment;
  };
  return {
    ask,
    pack: (orderId) => insist(deskRoutes.pack(orderId)),
    ship: (shipmentId) => insist(deskRoutes.ship(shipmentId)),
    unpack: (shipmentId) => insist(deskRoutes.unpack(shipmentId)),
    async leave(route) {
      await expect(ask(route, { requestId: route }, shortMs)).rejects.toThrow();
    },
  };
}

/** The order's shipments as the staff sees them, once there are so many. */
export function shipmentsOf({ ask }: Desk, orderId: string, count: number): Promise<readonly ShipmentJson[]> {
  return eventually(async () => {
    const { shipments } = await ask<{ shipments: ShipmentJson[] }>(`GET /v1/orders/${orderId}/shipments`);
    expect(shipments).toHaveLength(count);
    return shipments;
  }, patience);
}
