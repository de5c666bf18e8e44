import { randomUUID } from "node:crypto";
import { eventually } from "#mesh/testing";
import type { Scene } from "../purchase/scene.ts";
import { address, guest } from "../shop/buyer.ts";
import type { CartJson, OrderJson, ShippingOptionJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import { startShopping } from "../shop/shopping.ts";

interface ShipmentJson {
  readonly shipmentId: string;
  readonly state: string;
  readonly trackingNumber: string;
  readonly trackingEvents: readonly { readonly code: string }[];
}

type SentOrderJson = OrderJson & { readonly fulfillmentState: string; readonly shipments: readonly ShipmentJson[] };

/** What sending costs, and goods on their way. */
export function shippingJourneys(scene: () => Scene): void {
  const desk = <T>(route: string, body?: unknown) => rest<T>(scene().market.url, route, { token: scene().admin, body });
  const pack = async (orderId: string, lines: object[] = []) =>
    (await desk<{ shipment: ShipmentJson }>(`POST /v1/orders/${orderId}/shipments`, { lines, requestId: randomUUID() }))
      .shipment;
  const ship = async (shipmentId: string, requestId = randomUUID()) =>
    (await desk<{ shipment: ShipmentJson }>(`POST /v1/shipments/${shipmentId}:ship`, { requestId })).shipment;

  async function bought(quantity = 2) {
    const { market, staff } = scene();
    const shopping = await startShopping(market.url, staff, { quantity, stock: quantity });
    const { order } = await shopping.buyer.checkout(shopping.cart.cartId);
    const read = async () => (await shopping.buyer.order(order.orderId)) as SentOrderJson;
    return { ...shopping, order, read };
  }

  test("an order is packed, labelled, followed to the door, and its units leave the shelf", async () => {
    const { buyer, goods, order, read } = await bought();
    const packed = await pack(order.orderId);
    expect(packed).toMatchObject({ state: "SHIPMENT_STATE_PACKED", lines: [{ quantity: "2", sku: goods.sku }] });
    const { rates } = await desk<{ rates: { price: { minorUnits: string } }[] }>(
      `GET /v1/shipments/${packed.shipmentId}/carrier-rates`,
    );
    const prices = rates.map(({ price }) => Number(price.minorUnits));
    expect(prices.length).toBeGreaterThan(1);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));

    const requestId = randomUUID();
    const sent = await Promise.all([1, 2, 3].map(() => ship(packed.shipmentId, requestId)));
    expect(new Set(sent.map(({ trackingNumber }) => trackingNumber)).size).toBe(1);
    expect(sent[0]?.trackingNumber).not.toBe("");
    const label = await fetch(`${scene().market.url}/v1/shipments/${packed.shipmentId}/label`, {
      headers: { authorization: `Bearer ${scene().admin}` },
    });
    expect(label.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await label.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");

    await eventually(
      async () => {
        const { shipments } = await buyer.ask<{ shipments: ShipmentJson[] }>(
          `GET /v1/orders/${order.orderId}/shipments`,
        );
        expect(shipments).toMatchObject([{ state: "SHIPMENT_STATE_DELIVERED" }]);
        const codes = shipments[0]?.trackingEvents.map(({ code }) => code) ?? [];
        expect(codes).toEqual([...new Set(codes)]);
        expect(codes.at(-1)).toBe("delivered");
        expect(await read()).toMatchObject({ fulfillmentState: "FULFILLMENT_STATE_DELIVERED" });
      },
      { timeoutMs: 20_000, intervalMs: 100 },
    );
    expect(await scene().staff.stock(goods.variantId)).toMatchObject({ onHand: 0, reserved: 0 });
  }, 60_000);

  test("what was packed is not cancelled; unpacked, it can be", async () => {
    const { buyer, order } = await bought();
    const { shipmentId } = await pack(order.orderId);
    await expect(buyer.cancel(order.orderId)).rejects.toMatchObject({ reason: "ORDER_NOT_CANCELLABLE" });
    const { shipment } = await desk<{ shipment: ShipmentJson }>(`POST /v1/shipments/${shipmentId}:cancel`, {
      requestId: randomUUID(),
    });
    expect(shipment.state).toBe("SHIPMENT_STATE_CANCELLED");
    await expect(ship(shipmentId)).rejects.toMatchObject({ reason: "SHIPMENT_STATE_WRONG" });
    expect(await buyer.cancel(order.orderId)).toMatchObject({ state: "ORDER_STATE_CANCELLED" });
    await expect(pack(order.orderId)).rejects.toMatchObject({ reason: "ORDER_NOT_SHIPPABLE" });
  }, 60_000);

  test("an order is sent in parts, no more of it than was bought, and what comes back is on the shelf again", async () => {
    const { buyer, goods, order, read } = await bought(3);
    const lineId = order.lines[0]?.lineId ?? "";
    const first = await pack(order.orderId, [{ lineId, quantity: 1 }]);
    await expect(pack(order.orderId, [{ lineId, quantity: 3 }])).rejects.toMatchObject({
      reason: "QUANTITY_TOO_LARGE",
      metadata: { shippable: "2" },
    });
    await ship(first.shipmentId);
    const partly = { fulfillmentState: "FULFILLMENT_STATE_PARTIALLY_SHIPPED" };
    await eventually(async () => expect(await read()).toMatchObject(partly));
    await ship((await pack(order.orderId)).shipmentId);
    await expect(pack(order.orderId)).rejects.toMatchObject({ reason: "NOTHING_TO_SHIP" });
    const { staff } = scene();
    const wholly = { fulfillmentState: expect.stringMatching(/STATE_(SHIPPED|DELIVERED)$/) };
    await eventually(async () => expect(await read()).toMatchObject(wholly));
    await eventually(async () => expect(await staff.stock(goods.variantId)).toMatchObject({ onHand: 0 }));
    await buyer.giveBack(order.orderId, [{ lineId, quantity: 2 }]);
    const back = { onHand: 2, reserved: 0, available: 2 };
    await eventually(async () => expect(await staff.stock(goods.variantId)).toEqual(back));
  }, 60_000);

  test("another's shipments are not there", async () => {
    const { order } = await bought();
    const { shipmentId } = await pack(order.orderId);
    const stranger = await guest(scene().market.url);
    await expect(stranger.ask(`GET /v1/shipments/${shipmentId}`)).rejects.toMatchObject({ status: 404 });
    expect(await stranger.ask(`GET /v1/orders/${order.orderId}/shipments`)).toMatchObject({ shipments: [] });
  });

  test("methods by weight and by price, in zones, reach carts within a second", async () => {
    const { market, staff } = scene();
    const { zone } = await desk<{ zone: { zoneId: string } }>("POST /v1/shipping-zones", {
      name: "The Alps",
      countryCodes: ["CH", "AT"],
    });
    const euros = (minorUnits: number) => ({ currencyCode: "EUR", minorUnits: String(minorUnits) });
    const method = (shippingMethodId: string, kind: string, tiers: object[]) =>
      desk("POST /v1/shipping-methods", {
        ...{ shippingMethodId, name: shippingMethodId, kind: `SHIPPING_METHOD_KIND_${kind}` },
        rates: [{ zoneId: zone.zoneId, tiers }],
      });
    const [byWeight, byPrice] = [`weight-${randomUUID()}`, `price-${randomUUID()}`];
    const grams = [
      { from: "0", price: euros(500) },
      { from: "1000", price: euros(900), perStartedKilogram: euros(10) },
    ];
    await method(byWeight, "BY_WEIGHT", grams);
    await method(byPrice, "BY_PRICE", [
      { from: "0", price: euros(700) },
      { from: "5000", price: euros(0) },
    ]);
    const { variantId } = await staff.offer({ stock: 9, minorUnits: 1_000, weightGrams: 400 });
    const { ask } = await guest(market.url);
    const { cart } = await ask<{ cart: CartJson }>("POST /v1/carts", { currencyCode: "EUR" });
    const shippingAddress = { ...address, postalCode: "8001", countryCode: "CH" };
    await ask(`PATCH /v1/carts/${cart.cartId}`, { shippingAddress });
    const offered = async () => {
      const route = `GET /v1/carts/${cart.cartId}/shipping-options`;
      const { shippingOptions } = await ask<{ shippingOptions: ShippingOptionJson[] }>(route);
      // Others have a price here too: that of all places without a zone.
      const own = shippingOptions.filter(({ shippingMethodId: id }) => id === byWeight || id === byPrice);
      return Object.fromEntries(own.map((one) => [one.shippingMethodId, Number(one.price.minorUnits)]));
    };
    await ask(`POST /v1/carts/${cart.cartId}/lines`, { variantId, quantity: 1 });
    const soon = { timeoutMs: 1_000, intervalMs: 20 };
    await eventually(async () => expect(await offered()).toEqual({ [byWeight]: 500, [byPrice]: 700 }), soon);
    await ask(`POST /v1/carts/${cart.cartId}/lines`, { variantId, quantity: 5 });
    expect(await offered()).toEqual({ [byWeight]: 930, [byPrice]: 0 });
    await desk(`PATCH /v1/shipping-methods/${byPrice}`, { enabled: false });
    await eventually(async () => expect(await offered()).toEqual({ [byWeight]: 930 }), soon);
  });
}
