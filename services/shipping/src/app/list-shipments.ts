import { type Caller, holds, isId, type PageKey, type PageQuery, readPage } from "#mesh/kernel";
import type { OrderId, Shipment } from "../domain/shipment.ts";
import type { ShipmentKey, ShippingPorts } from "./ports.ts";

export interface Listed {
  readonly items: readonly Shipment[];
  readonly nextPageToken: string;
}

/** The shipments of an order, oldest first, as far as the caller may see them. Fails with PAGE_TOKEN_INVALID. */
export const listOrderShipments =
  ({ shipments }: ShippingPorts) =>
  (caller: Caller, { orderId, ...query }: PageQuery & { readonly orderId: OrderId }): Promise<Listed> => {
    const userId = holds(caller, "shipping.read") ? undefined : (caller.user?.userId ?? "");
    const filter = { orderId, userId };
    return readPage({ name: "order_shipments", filter, key }, query, (after, size) =>
      shipments.pageOfOrder(filter, after, size),
    );
  };

/** The shipments of all orders, newest first; in one state if one is named. Fails with PAGE_TOKEN_INVALID. */
export const listShipments =
  ({ shipments }: ShippingPorts) =>
  ({ state, ...query }: PageQuery & { readonly state?: Shipment["state"] | undefined }): Promise<Listed> =>
    readPage({ name: "shipments", filter: { state }, key }, query, (after, size) => shipments.page(state, after, size));

const key: PageKey<ShipmentKey> = {
  encode: ({ createTime, shipmentId }) => [createTime.toISOString(), shipmentId],
  decode([time = "", shipmentId = "", ...more]) {
    const createTime = new Date(time);
    if (more.length > 0 || Number.isNaN(createTime.getTime()) || !isId("shp", shipmentId)) return undefined;
    return { createTime, shipmentId };
  },
};
