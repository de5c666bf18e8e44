import { allStatements } from "./all-statements.ts";
import { aCartLine, callerOf, ids } from "./cart-builders.ts";
import {
  aRequest,
  type CheckoutShop,
  type OrderDatabase,
  openCheckoutShop,
  openOrderDatabase,
} from "./checkout-shop.ts";

let orders: OrderDatabase;
let shop: CheckoutShop;

beforeAll(async () => {
  orders = await openOrderDatabase();
  shop = openCheckoutShop(orders);
});
afterAll(async () => {
  await shop?.close();
  await orders?.close();
});

const count = async (work: () => Promise<unknown>) => (await allStatements(work)).length;

test.each([1, 200])("each call on an order of %d lines costs a few statements, events included", async (size) => {
  const bought = async (method?: string) => {
    const lines = Array.from({ length: size }, () => aCartLine());
    return (await shop.checkout(await shop.filledCart({ lines }), method)).order;
  };
  const [order, other] = [await bought(), await bought()];
  const waiting = await bought("pm_3ds");
  for (const payment of shop.money.payments.values()) {
    if (payment.state === "REQUIRES_ACTION") payment.state = "AUTHORIZED";
  }
  const caller = ({ userId }: typeof order) => callerOf(userId ?? "");
  const request = aRequest(ids.next("usr"));
  const asked = { reason: "why", request };
  const { orderId } = order;
  const page = { pageSize: 100, pageToken: "" };
  const sent = await bought();
  const shipment = { orderId: sent.orderId, shipmentId: ids.next("shp"), lines: [] };
  const back = other.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  const costs = {
    get: await count(() => shop.app.getOrder(caller(order), orderId)),
    list: await count(() => shop.app.listOrders(caller(order), page)),
    listAll: await count(() => shop.app.listAllOrders({ ...page, filter: {} })),
    resumeAtRest: await count(() => shop.app.resumeCheckout(caller(order), { orderId })),
    resume: await count(() => shop.app.resumeCheckout(caller(waiting), { orderId: waiting.orderId })),
    cancel: await count(() => shop.app.cancelOrder(caller(order), { orderId, ...asked })),
    repeat: await count(() => shop.app.cancelOrder(caller(order), { orderId, ...asked })),
    giveBack: await count(() =>
      shop.app.returnOrderLines(caller(other), {
        ...asked,
        orderId: other.orderId,
        lines: back,
        request: aRequest("u"),
      }),
    ),
    allocate: await count(() => shop.app.allocateShipment(shipment)),
    allocateAgain: await count(() => shop.app.allocateShipment(shipment)),
    release: await count(() => shop.app.releaseShipment(shipment)),
    readOrder: await count(() => shop.app.readOrder(sent.orderId)),
    recoverNothing: await count(() => shop.recover()),
  };
  expect(costs).toEqual({
    ...{ get: 1, list: 1, listAll: 1, resumeAtRest: 1, resume: 6, cancel: 9, repeat: 2, giveBack: 9 },
    ...{ allocate: 2, allocateAgain: 1, release: 2, readOrder: 1, recoverNothing: 1 },
  });
});
