import { randomUUID } from "node:crypto";
import { eventually } from "#mesh/testing";
import { type Buyer, guest } from "../shop/buyer.ts";
import { customer } from "../shop/customer.ts";
import type { Goods } from "../shop/goods.ts";
import type { OrderJson } from "../shop/json.ts";
import { type Desk, deskRoutes, type SentOrderJson, type ShipmentJson, shipmentsOf } from "./around-desk.ts";
import { killedAt, patience } from "./around-kills.ts";
import {
  newcomerPoints,
  packPoints,
  recordPoints,
  refundPoints,
  shipPoints,
  soldPoints,
  unpackPoints,
} from "./around-points.ts";
import { expectDelivered, expectFound, expectTold } from "./around-truth.ts";
import { noteMoney, onlyOrder, type Shop } from "./shop.ts";
import { untilAnswered } from "./until-answered.ts";

/** What was bought, by whom. */
export interface Sale {
  readonly buyer: Buyer;
  readonly email: string;
  readonly goods: Goods;
  readonly order: OrderJson;
  read(): Promise<SentOrderJson>;
}

/** Two of five units of something new, bought by a guest. */
export async function sell(shop: Shop): Promise<Sale> {
  const email = `${randomUUID()}@ultramarket.example`;
  const { goods, buyer, cart } = await untilAnswered(async () => {
    const goods = await shop.staff.offer({ stock: 5 });
    const buyer = await guest(shop.market.url);
    return { goods, buyer, cart: await buyer.fillCart([{ variantId: goods.variantId, quantity: 2 }], email) };
  });
  await untilAnswered(() => buyer.checkout(cart.cartId, { requestId: cart.cartId }));
  const order = await onlyOrder(buyer, "ORDER_STATE_PAID");
  return { buyer, email, goods, order, read: async () => (await buyer.order(order.orderId)) as SentOrderJson };
}

/** Somebody registers and buys what was just published, and gives one back: everybody hears of it once. */
export async function hear(shop: Shop, desk: Desk): Promise<void> {
  const { market, staff } = shop;
  const { buyer, goods } = await killedAt(shop, newcomerPoints, async () => ({
    buyer: await untilAnswered(() => customer(market.url)),
    goods: await untilAnswered(() => staff.offer({ stock: 5 })),
  }));
  const profile = async () => (await buyer.ask<{ user: object }>("GET /v1/users/me")).user;
  await eventually(async () => expect(await profile()).toMatchObject({ email: buyer.email }), patience);
  await expectFound(shop, goods);

  const wanted = [{ variantId: goods.variantId, quantity: 2 }];
  const cart = await untilAnswered(() => buyer.fillCart(wanted, buyer.email));
  const { order } = await killedAt(shop, soldPoints, () =>
    untilAnswered(() => buyer.checkout(cart.cartId, { requestId: cart.cartId })),
  );
  const lines = order.lines.map(({ lineId }) => ({ lineId, quantity: 1 }));
  await killedAt(shop, refundPoints, () => untilAnswered(() => buyer.giveBack(order.orderId, lines, "return")));
  const kept = await onlyOrder(buyer, "ORDER_STATE_PAID");
  noteMoney(shop, kept, Number(order.lines[0]?.unitPrice.minorUnits));
  await expectTold(shop, desk, buyer, ["order_paid", "order_refunded"]);
}

/** An order is packed and sent by staff who ask until they are answered: one allocation, one parcel. */
export async function send(shop: Shop, desk: Desk): Promise<void> {
  const { buyer, email, goods, order, read } = await sell(shop);
  noteMoney(shop, order);
  const packed = await killedAt(shop, packPoints, () => desk.pack(order.orderId));
  await killedAt(shop, shipPoints, () => desk.ship(packed.shipmentId));
  expect(await desk.ship(packed.shipmentId)).toMatchObject({ shipmentId: packed.shipmentId });
  await expectDelivered(shop, read, goods, 3);
  await expectTold(shop, desk, { userId: buyer.userId, email }, [
    "order_paid",
    "shipment_shipped",
    "shipment_delivered",
  ]);
}

/** What was packed is unpacked by staff who ask until they are answered, and the order can be cancelled. */
export async function unpack(shop: Shop, desk: Desk): Promise<void> {
  const { buyer, email, goods, order } = await sell(shop);
  const { shipmentId } = await desk.pack(order.orderId);
  const unpacked = await killedAt(shop, unpackPoints, () => desk.unpack(shipmentId));
  expect(unpacked).toMatchObject({ state: "SHIPMENT_STATE_CANCELLED" });
  await untilAnswered(() => buyer.cancel(order.orderId, "cancel"));
  const cancelled = await onlyOrder(buyer, "ORDER_STATE_CANCELLED");
  noteMoney(shop, cancelled, Number(order.total.minorUnits));
  await eventually(
    async () => expect(await shop.staff.stock(goods.variantId)).toMatchObject({ available: 5 }),
    patience,
  );
  await expectTold(shop, desk, { userId: buyer.userId, email }, ["order_cancelled", "order_paid", "order_refunded"]);
}

/** What was asked for once, of somebody who died over it, is finished by workers: packing, handing over, unpacking. */
export async function leaveAlone(shop: Shop, desk: Desk): Promise<void> {
  const [sent, kept] = await Promise.all([sell(shop), sell(shop)]);
  for (const { order } of [sent, kept]) noteMoney(shop, order);
  const { shipmentId: unwanted } = await desk.pack(kept.order.orderId);
  await killedAt(shop, ["shipping.allocate.after"], () => desk.leave(deskRoutes.pack(sent.order.orderId)));
  const [packed] = await shipmentsOf(desk, sent.order.orderId, 1);
  await killedAt(shop, ["shipping.release.after"], () => desk.leave(deskRoutes.unpack(unwanted)));
  await shipmentsOf(desk, sent.order.orderId, 1);
  const { shipmentId } = packed as ShipmentJson;
  await killedAt(shop, ["shipping.label.after"], () => desk.leave(deskRoutes.ship(shipmentId)));
  await killedAt(shop, recordPoints, async () => {});
  await expectDelivered(shop, sent.read, sent.goods, 3);
  await eventually(async () => {
    expect(await shipmentsOf(desk, kept.order.orderId, 1)).toMatchObject([{ state: "SHIPMENT_STATE_CANCELLED" }]);
    expect(await kept.read()).toMatchObject({ shipments: [{ state: "SHIPMENT_STATE_CANCELLED" }] });
  }, patience);
  const stock = { onHand: 5, reserved: 2, available: 3 };
  await eventually(async () => expect(await shop.staff.stock(kept.goods.variantId)).toEqual(stock), patience);
}
