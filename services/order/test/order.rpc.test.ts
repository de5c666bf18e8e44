import { CartServiceService } from "#gen/grpc/ultramarket/order/v1/cart_service.ts";
import { type Order, OrderState } from "#gen/grpc/ultramarket/order/v1/order.ts";
import {
  DraftOrderServiceService,
  OrderDeskServiceService,
  OrderServiceService,
} from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { NextActionKind, PaymentState, RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { orderService } from "../src/service.ts";
import { anAddress, euros, ids } from "./cart-builders.ts";
import { fakePaymentService } from "./fake-payment-service.ts";
import { fakePricing } from "./fake-pricing.ts";
import { fakeProduct } from "./fake-product.ts";
import { fakeReservationService } from "./fake-reservation-service.ts";
import { fakeUser } from "./fake-user.ts";

const product = fakeProduct();
const pricing = fakePricing();
const inventory = fakeReservationService();
const payment = fakePaymentService();
let market: TestHost;
let server: GrpcServer;
let carts: Client<typeof CartServiceService>;
let orders: Client<typeof OrderServiceService>;
let drafts: Client<typeof DraftOrderServiceService>;
let desk: Client<typeof OrderDeskServiceService>;
let ada: { token: string };
let bob: { token: string };
let staff: { token: string };

beforeAll(async () => {
  const services = [
    product.service,
    pricing.service,
    inventory.service,
    payment.service,
    fakeUser().service,
    orderService,
  ];
  market = await startTestHost({ services, env: { ORDER_LEASE_DURATION: "1s" } });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  const channel = grpcChannel({ address: server.address });
  carts = createClient(CartServiceService, channel);
  orders = createClient(OrderServiceService, channel);
  drafts = createClient(DraftOrderServiceService, channel);
  desk = createClient(OrderDeskServiceService, channel);
  const aUser = async (...permissions: string[]) => ({ token: await market.tokenFor(permissions) });
  [ada, bob, staff] = [
    await aUser(),
    await aUser(),
    await aUser("order.read", "order.draft", "order.backdate", "order.cancel"),
  ];
});

afterAll(async () => {
  await server?.drain(1_000);
  await market?.close();
});

const refusal = (reason: string, metadata = {}) =>
  expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });

function onSale(quantity = 5n): string {
  const variantId = product.sell();
  pricing.prices.set(variantId, 1290n);
  inventory.stock.set(variantId, quantity);
  return variantId;
}

async function filledCart(variantId = onSale(), quantity = 2n, who = ada): Promise<string> {
  const { cart } = await carts.createCart({ currencyCode: "EUR", requestId: "" }, who);
  const cartId = cart?.cartId ?? "";
  await carts.addCartLine({ cartId, variantId, quantity, requestId: "" }, who);
  const address = { shippingAddress: anAddress(), billingAddress: undefined };
  const input = {
    ...address,
    email: "ada@example.org",
    shippingMethodId: "standard",
    couponCodes: [],
    languageCode: "",
  };
  const updateMask = ["email", "shipping_address", "shipping_method_id"];
  await carts.updateCart({ cartId, cart: input, updateMask, requestId: "" }, who);
  return cartId;
}

const checkout = async (cartId: string, paymentMethod = "pm_visa", requestId: string = ids.uuid(), who = ada) => {
  const { order, nextAction } = await carts.checkoutCart(
    { cartId, paymentMethod, expectedTotal: undefined, requestId },
    who,
  );
  if (order === undefined) throw new Error("no order in the answer");
  return { order, nextAction };
};
const paidOrder = async (): Promise<Order> => (await checkout(await filledCart())).order;
const read = async (orderId: string, who = ada) => (await orders.getOrder({ orderId }, who)).order;
const noPage = { pageSize: 0, pageToken: "" };
const allOrders = {
  ...noPage,
  state: 0,
  userId: "",
  startTime: undefined,
  endTime: undefined,
  externalReference: "",
} as const;

test("what is checked out is paid, read and listed by its owner, and absent to others", async () => {
  const cartId = await filledCart();
  const { order, nextAction } = await checkout(cartId);
  expect(nextAction).toBeUndefined();
  expect(order).toMatchObject({
    state: OrderState.ORDER_STATE_PAID,
    cartId,
    email: "ada@example.org",
    shippingMethodId: "standard",
    lines: [{ quantity: 2n, unitPrice: euros(1290n), total: euros(2580n), returnedQuantity: 0n }],
    payments: [{ state: PaymentState.PAYMENT_STATE_CAPTURED, amount: euros(3070n) }],
    ...{ subtotal: euros(2580n), shippingTotal: euros(490n), total: euros(3070n), failureReason: "" },
  });
  expect(order.orderNumber).toMatch(/^\d{6}$/);
  expect(await read(order.orderId)).toEqual(order);
  expect((await orders.listOrders({ pageSize: 1, pageToken: "" }, ada)).orders).toEqual([order]);
  await expect(read(order.orderId, bob)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  expect((await orders.listOrders(noPage, bob)).orders).toEqual([]);
  expect(await read(order.orderId, staff)).toEqual(order);
  expect((await carts.getCart({ cartId }, ada)).cart?.orderId).toBe(order.orderId);
});

test("calls of other services go out under keys of the order", async () => {
  const { orderId } = await paidOrder();
  const calls = [...inventory.calls, ...payment.calls].filter((call) => call.includes(orderId));
  expect(calls).toEqual([
    `reserve ${orderId}/reserve/1`,
    `commit ${orderId}/commit/1`,
    `authorize ${orderId}/authorize`,
    `capture ${orderId}/capture`,
  ]);
});

test("one request id gives one answer, and is refused with other content", async () => {
  const cartId = await filledCart();
  const answers = await Promise.all(Array.from({ length: 20 }, () => checkout(cartId, "pm_visa", "r1")));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  await expect(checkout(cartId, "pm_other", "r1")).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
});

test("a failed checkout is read by its owner, and listed nowhere", async () => {
  const cartId = await filledCart();
  const refused = await checkout(cartId, "pm_declined").catch((error: unknown) => error);
  expect(refused).toMatchObject({ reason: "PAYMENT_DECLINED", metadata: { decline_code: "insufficient_funds" } });
  const state = OrderState.ORDER_STATE_FAILED;
  const failed = (await desk.listAllOrders({ ...allOrders, state }, staff)).orders[0];
  expect(failed).toMatchObject({ cartId, failureReason: "PAYMENT_DECLINED", orderNumber: "" });
  const orderId = failed?.orderId ?? "";
  expect(await read(orderId)).toEqual(failed);
  const listed = [await orders.listOrders(noPage, ada), await desk.listAllOrders(allOrders, staff)].flatMap(
    ({ orders: page }) => page.map((order) => order.orderId),
  );
  expect(listed).not.toContain(orderId);
});

test("too little stock is refused, naming the variant and its SKU", async () => {
  const variantId = onSale(1n);
  const cartId = await filledCart(variantId);
  const metadata = { variant_id: variantId, available: "1", sku: `SKU-${variantId}` };
  await expect(checkout(cartId)).rejects.toThrow(refusal("OUT_OF_STOCK", metadata));
});

test("who must act is told so, and the order is paid when they come back", async () => {
  const { order, nextAction } = await checkout(await filledCart(), "pm_3ds");
  expect(order.state).toBe(OrderState.ORDER_STATE_AWAITING_PAYMENT);
  expect(nextAction).toMatchObject({ kind: NextActionKind.NEXT_ACTION_KIND_REDIRECT, clientSecret: "pi_secret" });
  const { orderId } = order;
  const paymentId = order.payments[0]?.paymentId ?? "";
  await expect(orders.resumeCheckout({ orderId, requestId: "" }, bob)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  expect((await orders.resumeCheckout({ orderId, requestId: "" }, ada)).nextAction).toEqual(nextAction);
  const known = payment.payments.get(paymentId);
  if (known === undefined) throw new Error("no payment");
  payment.payments.set(paymentId, { ...known, state: PaymentState.PAYMENT_STATE_AUTHORIZED, nextAction: undefined });
  const resumed = await orders.resumeCheckout({ orderId, requestId: "again" }, ada);
  expect(resumed).toMatchObject({ order: { state: OrderState.ORDER_STATE_PAID }, nextAction: undefined });
  expect(await orders.resumeCheckout({ orderId, requestId: "again" }, ada)).toEqual(resumed);
});

test("the worker reads a payment nobody told about, and goes on", async () => {
  const { order, nextAction } = await checkout(await filledCart(), "pm_slow");
  expect(nextAction?.kind).toBe(NextActionKind.NEXT_ACTION_KIND_WAIT);
  const paymentId = order.payments[0]?.paymentId ?? "";
  const known = payment.payments.get(paymentId);
  if (known === undefined) throw new Error("no payment");
  payment.payments.set(paymentId, { ...known, state: PaymentState.PAYMENT_STATE_AUTHORIZED });
  await eventually(async () => (await read(order.orderId))?.state === OrderState.ORDER_STATE_PAID);
});

test("an order is cancelled once, with its refund, by its owner or the staff", async () => {
  const { orderId } = await paidOrder();
  const cancel = (requestId: string, who = ada) => orders.cancelOrder({ orderId, reason: "too late", requestId }, who);
  await expect(cancel("c", bob)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  const cancelled = await cancel("c");
  expect(cancelled.order).toMatchObject({
    state: OrderState.ORDER_STATE_CANCELLED,
    cancelReason: "too late",
    refunds: [{ amount: euros(3070n), state: RefundState.REFUND_STATE_PENDING, reason: "too late" }],
  });
  expect(await cancel("c")).toEqual(cancelled);
  await expect(cancel("d", staff)).rejects.toThrow(refusal("ORDER_NOT_CANCELLABLE", { state: "CANCELLED" }));
});

test("lines come back, and no more of them than were bought", async () => {
  const { orderId, lines } = await paidOrder();
  const lineId = lines[0]?.lineId ?? "";
  const giveBack = (quantity: bigint, requestId: string) =>
    orders.returnOrderLines(
      { orderId, lines: [{ lineId, quantity }], reason: "too small", businessTime: undefined, requestId },
      ada,
    );
  const returned = await giveBack(1n, "a");
  expect(returned).toMatchObject({
    order: { state: OrderState.ORDER_STATE_PAID, lines: [{ returnedQuantity: 1n }] },
    orderReturn: { lines: [{ lineId, quantity: 1n }], amount: euros(1290n), reason: "too small" },
  });
  expect(await giveBack(1n, "a")).toEqual(returned);
  const metadata = { line_id: lineId, returnable: "1" };
  await expect(giveBack(2n, "b")).rejects.toThrow(refusal("QUANTITY_TOO_LARGE", metadata));
  expect((await giveBack(1n, "c")).order?.state).toBe(OrderState.ORDER_STATE_RETURNED);
});

test("a draft is placed at its own prices and time, paid elsewhere or by card", async () => {
  const variantId = onSale();
  const businessTime = new Date("2026-03-01T10:00:00Z");
  const externalReference = "536365";
  const fee = product.sell({ nonStock: true });
  const draft = async () => {
    const lines = [
      { variantId, quantity: 1n, unitPrice: euros(900n) },
      { variantId: fee, quantity: 1n, unitPrice: euros(100n) },
    ];
    const { draftOrder } = await drafts.createDraftOrder(
      {
        ...{ currencyCode: "EUR", lines, userId: "", email: "", shippingAddress: undefined, billingAddress: undefined },
        ...{ shippingPrice: undefined, businessTime, reason: "by telephone", requestId: "", externalReference },
      },
      staff,
    );
    return draftOrder?.draftOrderId ?? "";
  };
  const place = (draftOrderId: string, paymentMethod: string, requestId: string = ids.uuid()) =>
    drafts.placeDraftOrder({ draftOrderId, paymentMethod, externalPaymentReference: "receipt 7", requestId }, staff);
  const [first, second] = [await draft(), await draft()];
  const placed = await place(first, "", "p");
  expect(placed.order).toMatchObject({
    state: OrderState.ORDER_STATE_PAID,
    total: euros(1000n),
    lines: [{ nonStock: false }, { variantId: fee, nonStock: true }],
    businessTime,
    externalReference,
    userId: "",
  });
  expect(await place(first, "", "p")).toEqual(placed);
  await expect(place(first, "")).rejects.toThrow(refusal("DRAFT_NOT_OPEN"));
  await expect(place(second, "pm_declined")).rejects.toThrow(refusal("PAYMENT_DECLINED"));
  expect((await place(second, "pm_visa")).order?.state).toBe(OrderState.ORDER_STATE_PAID);
  const { draftOrder } = await drafts.getDraftOrder({ draftOrderId: first }, staff);
  expect(draftOrder).toMatchObject({
    orderId: placed.order?.orderId,
    externalReference,
    lines: [{}, { nonStock: true }],
  });
  const window = { startTime: businessTime, endTime: new Date(businessTime.getTime() + 1) };
  const found = await desk.listAllOrders({ ...allOrders, ...window, externalReference, pageSize: 1 }, staff);
  expect([found.orders.length, found.nextPageToken === ""]).toEqual([1, false]);
  const pageToken = found.nextPageToken;
  const rest = await desk.listAllOrders({ ...allOrders, ...window, externalReference, pageToken }, staff);
  expect(rest.orders).toEqual([placed.order]);
});

test("who may say when something happened takes lines back in the past", async () => {
  const { orderId, lines } = await paidOrder();
  const businessTime = new Date();
  const wanted = { orderId, lines: [{ lineId: lines[0]?.lineId ?? "", quantity: 1n }], reason: "small", businessTime };
  const giveBack = (as: typeof ada, change: Partial<typeof wanted> = {}) =>
    orders.returnOrderLines({ ...wanted, ...change, requestId: "past" }, as);
  const lacking = refusal("PERMISSION_MISSING", { permission: "order.backdate" });
  await expect(giveBack(ada)).rejects.toThrow(lacking);
  await expect(giveBack(ada, { orderId: ids.next("ord") })).rejects.toThrow(lacking);
  const desk = { token: await market.tokenFor(["order.read", "order.refund", "order.backdate"]) };
  const at = (ms: number) => giveBack(desk, { businessTime: new Date(ms) });
  await expect(at(Date.now() + 60_000)).rejects.toThrow(refusal("BUSINESS_TIME_IN_FUTURE"));
  await expect(at(0)).rejects.toThrow(refusal("BUSINESS_TIME_TOO_EARLY"));
  const { order, orderReturn } = await giveBack(desk);
  expect(orderReturn?.businessTime).toEqual(businessTime);
  expect(order?.refunds).toMatchObject([{ businessTime }]);
  expect(await giveBack(desk)).toMatchObject({ orderReturn });
});

test("lists go on where the page before ended, and a token of another list is refused", async () => {
  const carla = { token: await market.tokenFor([]) };
  const made: Order[] = [];
  for (let index = 0; index < 3; index++) {
    made.unshift((await checkout(await filledCart(onSale(), 1n, carla), "pm_visa", ids.uuid(), carla)).order);
  }
  const first = await orders.listOrders({ pageSize: 2, pageToken: "" }, carla);
  const second = await orders.listOrders({ pageSize: 2, pageToken: first.nextPageToken }, carla);
  expect([...first.orders, ...second.orders]).toEqual(made);
  expect(second.nextPageToken).toBe("");
  const userId = made[0]?.userId ?? "";
  const all = await desk.listAllOrders({ ...allOrders, state: OrderState.ORDER_STATE_PAID, userId }, staff);
  expect(all.orders).toEqual(made);
  const elsewhere = { pageSize: 2, pageToken: first.nextPageToken };
  await expect(orders.listOrders(elsewhere, ada)).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
  await expect(desk.listAllOrders(allOrders, ada)).rejects.toThrow(refusal("PERMISSION_MISSING"));
});
