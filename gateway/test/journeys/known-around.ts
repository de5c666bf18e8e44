import { eventually } from "#mesh/testing";
import { address, type Buyer } from "./shop/buyer.ts";
import { rest } from "./shop/rest.ts";

/** Ids of what stands around a purchase. */
export interface KnownAround {
  /** Addresses in the user's book. */
  readonly addressId: string;
  readonly spareAddressId: string;
  readonly zoneId: string;
  /** Paid orders: one that was sent, as this shipment, and one of which nothing is packed. */
  readonly shippedOrderId: string;
  readonly packedOrderId: string;
  readonly shipmentId: string;
  /** Packed shipments of other orders. */
  readonly packedShipmentId: string;
  readonly spareShipmentId: string;
  readonly readyShipmentId: string;
  /** Messages that were sent. */
  readonly notificationId: string;
  readonly sentNotificationId: string;
}

export interface Around {
  readonly url: string;
  readonly token: string;
  readonly accountId: string;
  /** Buys something else each time, and answers with the order's id. */
  buy(): Promise<string>;
}

/** Makes them through the public door, for the user of the token, who may do everything. */
export async function makeKnownAround({ url, token, accountId, buy }: Around, buyer: Buyer): Promise<KnownAround> {
  const ask = <T>(route: string, body?: unknown) => rest<T>(url, route, { token, body });
  const keep = async (label: string) =>
    (await buyer.ask<{ address: { addressId: string } }>("POST /v1/users/me/addresses", { label, address })).address;
  const pack = async (orderId: string) => {
    const body = { requestId: `pack/${orderId}` };
    return (await ask<{ shipment: { shipmentId: string } }>(`POST /v1/orders/${orderId}/shipments`, body)).shipment;
  };
  const alps = { name: "Alps", countryCodes: ["CH"] };
  const { zone } = await ask<{ zone: { zoneId: string } }>("POST /v1/shipping-zones", alps);
  const shippedOrderId = await buy();
  const { shipmentId } = await pack(shippedOrderId);
  await ask(`POST /v1/shipments/${shipmentId}:ship`, { requestId: `ship/${shipmentId}` });
  await eventually(() => ask(`GET /v1/users/${accountId}`), { timeoutMs: 10_000, intervalMs: 50 });
  const [notificationId = "", sentNotificationId = ""] = await sentOnes(ask);
  return {
    addressId: (await keep("Home")).addressId,
    spareAddressId: (await keep("Shed")).addressId,
    zoneId: zone.zoneId,
    shippedOrderId,
    packedOrderId: await buy(),
    shipmentId,
    packedShipmentId: (await pack(await buy())).shipmentId,
    spareShipmentId: (await pack(await buy())).shipmentId,
    readyShipmentId: (await pack(await buy())).shipmentId,
    notificationId,
    sentNotificationId,
  };
}

function sentOnes(ask: <T>(route: string) => Promise<T>): Promise<readonly string[]> {
  return eventually(
    async () => {
      const sent = "GET /v1/notifications?state=NOTIFICATION_STATE_SENT";
      const { notifications } = await ask<{ notifications: { notificationId: string }[] }>(sent);
      return notifications.length >= 2 && notifications.map(({ notificationId }) => notificationId);
    },
    { timeoutMs: 10_000, intervalMs: 50 },
  );
}
