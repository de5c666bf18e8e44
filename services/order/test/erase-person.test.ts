import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { PersonErased } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import { erasePerson } from "#mesh/kernel";
import { statement } from "#mesh/store";
import type { Order } from "../src/domain/order.ts";
import { postgresPersonStore } from "../src/store/postgres-person-store.ts";
import { aCartLine, callerOf, ids } from "./cart-builders.ts";
import { aRequest, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();

const dayMs = 86_400_000;
const answers = statement<{ readonly envelope: Buffer }>(
  "t.person_erased",
  "SELECT envelope FROM outbox WHERE subject = 'order.v1.person_erased' AND key = $1 ORDER BY seq",
);

const bought = async () =>
  (await shop().checkout(await shop().filledCart({ lines: [aCartLine({ quantity: 2n })] }))).order;
const read = ({ orderId }: Order) => shop().app.readOrder(orderId);

/** Asks twice under one request, as the bus may; answers with how much waits, which is told once. */
async function erase({ userId }: Order, deadlineTime: Date): Promise<number | undefined> {
  const erasure = { privacyRequestId: ids.next("prq"), userIds: userId ? [userId] : [], deadlineTime, round: 1 };
  const request = aRequest("consumer/order.erasures", ids.uuid(), "h", "user.v1.erasure_started");
  const ask = erasePerson({ people: postgresPersonStore(shop().database), clock: shop().clock });
  await Promise.all([ask(erasure, request), ask(erasure, request)]);
  const told = await shop().database.query(answers, [erasure.privacyRequestId]);
  expect(told).toHaveLength(1);
  return PersonErased.decode(EventEnvelope.decode(told[0]?.envelope ?? Buffer.of()).payload).waitingCount;
}

const later = () => new Date(shop().clock.now().getTime() + 30 * dayMs);
const anonymous = { email: "", shippingAddress: { recipientName: "", line1: "", city: "", countryCode: "GB" } };

test("what is paid and has not arrived waits, untouched, for the deadline at most", async () => {
  const order = await bought();
  expect(await erase(order, later())).toBe(1);
  expect(await read(order)).toEqual(order);
  expect(await erase(order, shop().clock.now())).toBe(0);
  expect(await read(order)).toMatchObject({ ...anonymous, state: "PAID", total: order.total, lines: order.lines });
});

test("what has arrived is erased: its amounts stay, and of its addresses the country", async () => {
  const order = await bought();
  const { orderId, lines } = order;
  const parts = lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  const { shipment } = await shop().app.allocateShipment({ orderId, shipmentId: ids.next("shp"), lines: parts });
  await shop().app.noteShipment({ orderId, shipment: { ...shipment, state: "DELIVERED", version: 1 } });
  expect(await erase(order, later())).toBe(0);
  const { email: _, shippingAddress: __, ...kept } = await read(order);
  expect(await read(order)).toMatchObject(anonymous);
  expect(kept).toMatchObject({ total: order.total, taxTotal: order.taxTotal, lines, orderNumber: order.orderNumber });
});

test("a checkout under way is waited for even after the deadline, with its cart", async () => {
  const cart = await shop().filledCart();
  const { order } = await shop().checkout(cart, "pm_3ds");
  expect(order.state).toBe("AWAITING_PAYMENT");
  expect(await erase(order, shop().clock.now())).toBe(1);
  expect(await read(order)).toEqual(order);
  expect(await shop().ports.carts.find(cart.cartId)).toMatchObject({ email: cart.email });
});

test("carts and cancelled orders are erased at once; others keep theirs", async () => {
  const [order, other] = [await bought(), await bought()];
  const userId = order.userId ?? "usr_";
  const request = aRequest(userId, ids.uuid(), "h", "/C");
  await shop().app.cancelOrder(callerOf(userId), { orderId: order.orderId, reason: "Ada moves", request });
  const cart = await shop().filledCart({ userId: order.userId as never });
  const foreign = await shop().filledCart();
  expect(await erase(order, later())).toBe(0);
  expect(await read(order)).toMatchObject({ ...anonymous, state: "CANCELLED", cancelReason: "" });
  expect(await shop().ports.carts.find(cart.cartId)).toBeUndefined();
  expect(await shop().ports.carts.find(foreign.cartId)).toBeDefined();
  expect(await read(other)).toEqual(other);
});
