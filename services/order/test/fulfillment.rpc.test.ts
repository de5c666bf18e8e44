import { CartServiceService } from "#gen/grpc/ultramarket/order/v1/cart_service.ts";
import { FulfillmentState, type Order } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { FulfillmentServiceService, OrderServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { type Shipment, ShipmentState, ShippingMethodKind } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import {
  ShipmentPacked,
  ShipmentShipped,
  ShippingRatesChanged,
} from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import { type Bus, openPostgresBus } from "#mesh/events";
import { silentLogger } from "#mesh/kernel";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { orderService } from "../src/service.ts";
import { anAddress, euros, ids, noon } from "./cart-builders.ts";
import { fakePaymentService } from "./fake-payment-service.ts";
import { fakePricing } from "./fake-pricing.ts";
import { fakeProduct } from "./fake-product.ts";
import { fakeReservationService } from "./fake-reservation-service.ts";
import { fakeUser } from "./fake-user.ts";
import { told } from "./told.ts";

const product = fakeProduct();
const pricing = fakePricing();
const inventory = fakeReservationService();
let market: TestHost;
let bus: Bus;
let carts: Client<typeof CartServiceService>;
let orders: Client<typeof OrderServiceService>;
let fulfillment: Client<typeof FulfillmentServiceService>;
let ada: { token: string };

beforeAll(async () => {
  const neighbours = [product.service, pricing.service, inventory.service, fakePaymentService().service];
  market = await startTestHost({ services: [...neighbours, fakeUser().service, orderService] });
  bus = await openPostgresBus({ url: market.env.DATABASE_URL ?? "", log: silentLogger });
  const channel = market.host.channelTo("order", "gateway");
  [carts, orders] = [createClient(CartServiceService, channel), createClient(OrderServiceService, channel)];
  fulfillment = createClient(FulfillmentServiceService, market.host.channelTo("order", "shipping"));
  ada = { token: await market.tokenFor([]) };
});

afterAll(async () => {
  await bus?.close();
  await market?.close();
});

async function filledCart(shippingMethodId = "standard"): Promise<string> {
  const { cart } = await carts.createCart({ currencyCode: "EUR", requestId: "" }, ada);
  const cartId = cart?.cartId ?? "";
  const variantId = product.sell();
  pricing.prices.set(variantId, 1290n);
  inventory.stock.set(variantId, 3n);
  await carts.addCartLine({ cartId, variantId, quantity: 3n, requestId: "" }, ada);
  const address = { shippingAddress: anAddress(), billingAddress: undefined };
  const input = { ...address, email: "ada@example.org", shippingMethodId, couponCodes: [], languageCode: "de" };
  const updateMask = ["email", "shipping_address", "shipping_method_id", "language_code"];
  await carts.updateCart({ cartId, cart: input, updateMask, requestId: "" }, ada);
  return cartId;
}

async function bought(): Promise<Order> {
  const checkout = {
    cartId: await filledCart(),
    paymentMethod: "pm_visa",
    expectedTotal: undefined,
    requestId: ids.uuid(),
  };
  const { order } = await carts.checkoutCart(checkout, ada);
  if (order === undefined) throw new Error("no order in the answer");
  return order;
}

const read = async ({ orderId }: Order) => (await orders.getOrder({ orderId }, ada)).order;
const allocate = (
  { orderId }: Order,
  shipmentId: string,
  lines: { lineId: string; quantity: bigint }[] = [],
  told = { sent: false, trackingNumber: "" },
) => fulfillment.allocateShipment({ orderId, shipmentId, lines, requestId: `${shipmentId}/allocate`, ...told });
const release = ({ orderId }: Order, shipmentId: string) =>
  fulfillment.releaseShipment({ orderId, shipmentId, requestId: `${shipmentId}/release` });

function aShipmentOf({ orderId, userId, lines }: Order, shipmentId: string, state: ShipmentState): Shipment {
  const carrier = {
    carrierId: "post",
    carrierService: "express",
    trackingNumber: "T1",
    trackingUrl: "https://t.example/T1",
  };
  const times = { createTime: noon, shipTime: noon, deliverTime: undefined, updateTime: noon };
  return { shipmentId, orderId, userId, state, lines, weightGrams: 0, ...carrier, trackingEvents: [], ...times };
}

test("shipping and notification read orders with e-mail and addresses; others may not", async () => {
  const order = await bought();
  expect(order).toMatchObject({ languageCode: "de", fulfillmentState: FulfillmentState.FULFILLMENT_STATE_NOT_SHIPPED });
  const whole = { email: "ada@example.org", shippingAddress: anAddress(), languageCode: "de" };
  const { orderId } = order;
  expect((await fulfillment.readOrder({ orderId })).order).toMatchObject(whole);
  const gateway = createClient(FulfillmentServiceService, market.host.channelTo("order", "gateway"));
  await expect(gateway.readOrder({ orderId })).rejects.toMatchObject({ reason: "CALLER_NOT_ALLOWED" });
});

test("what is packed, and how far it comes, is seen in the order", async () => {
  const order = await bought();
  const shipmentId = ids.next("shp");
  const lines = [{ lineId: order.lines[0]?.lineId ?? "", quantity: 3n }];
  const packed = await allocate(order, shipmentId);
  expect(packed).toMatchObject({
    lines,
    reservationId: expect.stringMatching(/^rsv_/),
    order: { shipments: [{ shipmentId }] },
  });
  expect(await allocate(order, shipmentId, lines)).toEqual(packed);
  const refused = orders.cancelOrder({ orderId: order.orderId, reason: "late", requestId: ids.uuid() }, ada);
  await expect(refused).rejects.toMatchObject({ reason: "ORDER_NOT_CANCELLABLE", metadata: { state: "PACKED" } });
  const of = (state: ShipmentState) => aShipmentOf(order, shipmentId, state);
  const shipped = { shipment: of(ShipmentState.SHIPMENT_STATE_SHIPPED), reservationId: packed.reservationId };
  const delivered = { shipment: of(ShipmentState.SHIPMENT_STATE_DELIVERED) };
  await bus.append([
    told("shipping.v1.shipment_shipped", shipmentId, 2, ShipmentShipped.encode(shipped).finish()),
    told("shipping.v1.shipment_delivered", shipmentId, 3, ShipmentPacked.encode(delivered).finish()),
  ]);
  await eventually(async () => (await read(order))?.fulfillmentState === FulfillmentState.FULFILLMENT_STATE_DELIVERED);
  expect(await read(order)).toMatchObject({
    lines: [{ quantity: 3n, shippedQuantity: 3n, weightGrams: 350 }],
    shipments: [{ shipmentId, state: ShipmentState.SHIPMENT_STATE_DELIVERED, trackingNumber: "T1", lines }],
  });
  await expect(release(order, shipmentId)).rejects.toMatchObject({ reason: "SHIPMENT_SENT" });
});

test("what was sent already counts as sent at once, and comes back before shipping told of it", async () => {
  const order = await bought();
  const [{ orderId }, shipmentId] = [order, ids.next("shp")];
  const { reservationId, order: sent } = await allocate(order, shipmentId, [], {
    ...{ sent: true, trackingNumber: "VAN 7" },
  });
  expect(sent).toMatchObject({
    fulfillmentState: FulfillmentState.FULFILLMENT_STATE_SHIPPED,
    shipments: [{ shipmentId, trackingNumber: "VAN 7" }],
  });
  expect(sent).toEqual((await fulfillment.readOrder({ orderId })).order);
  const lines = order.lines.map(({ lineId }) => ({ lineId, quantity: 1n }));
  const back = { orderId, lines, reason: "broken", requestId: ids.uuid(), businessTime: undefined };
  expect((await orders.returnOrderLines(back, ada)).orderReturn).toMatchObject({ lines });
  await expect(release(order, shipmentId)).rejects.toMatchObject({ reason: "SHIPMENT_SENT" });
  const shipment = aShipmentOf(order, shipmentId, ShipmentState.SHIPMENT_STATE_SHIPPED);
  const payload = ShipmentShipped.encode({ shipment, reservationId }).finish();
  await bus.append([told("shipping.v1.shipment_shipped", shipmentId, 1, payload)]);
  await eventually(async () => (await read(order))?.shipments[0]?.trackingNumber === "T1");
  expect(await read(order)).toMatchObject({ lines: [{ shippedQuantity: 3n, returnedQuantity: 1n }] });
});

test("an id that was taken back before it was used is not seen, and not used later", async () => {
  const order = await bought();
  const shipmentId = ids.next("shp");
  expect((await release(order, shipmentId)).order).toMatchObject({ orderId: order.orderId, shipments: [] });
  await expect(allocate(order, shipmentId)).rejects.toMatchObject({ reason: "SHIPMENT_ID_TAKEN" });
});

const times = { createTime: noon, updateTime: noon, etag: "" };

/** One zone of all countries, and a method by price that is free from 30.00 on. */
function ratesChanged(...prices: [from: bigint, price: bigint][]): Uint8Array {
  const zoneId = ids.next("zon");
  const tiers = prices.map(([from, price]) => ({ from, price: euros(price), perStartedKilogram: undefined }));
  const method = { shippingMethodId: "courier", name: "Courier", rates: [{ zoneId, tiers }], ...times };
  const kind = ShippingMethodKind.SHIPPING_METHOD_KIND_BY_PRICE;
  const methods = [
    { ...method, kind, enabled: true },
    { ...method, shippingMethodId: "gone", kind, enabled: false },
  ];
  return ShippingRatesChanged.encode({
    zones: [{ zoneId, name: "All", countryCodes: [], ...times }],
    methods,
  }).finish();
}

test("carts are offered what shipping told last, at the price of the goods, and are told when their method is gone", async () => {
  const cartId = await filledCart();
  const options = async () => (await carts.getShippingOptions({ cartId }, ada)).shippingOptions;
  const isOffered = async (shippingMethodId: string) =>
    (await options()).some((option) => option.shippingMethodId === shippingMethodId);
  expect((await options()).map(({ shippingMethodId }) => shippingMethodId)).toEqual(["standard", "parcel"]);
  const subject = "shipping.v1.shipping_rates_changed";
  await bus.append([told(subject, "rates", 7, ratesChanged([0n, 990n], [3000n, 190n]))]);
  await eventually(() => isOffered("courier"));
  expect(await options()).toEqual([{ shippingMethodId: "courier", name: "Courier", price: euros(190n) }]);
  const { cart } = await carts.getCart({ cartId }, ada);
  expect(cart).toMatchObject({ notices: [{ lineId: "" }], shippingTotal: euros(0n) });
  const checkout = { cartId, paymentMethod: "pm_visa", expectedTotal: undefined };
  const refused = carts.checkoutCart({ ...checkout, requestId: ids.uuid() }, ada);
  await expect(refused).rejects.toMatchObject({ reason: "SHIPPING_METHOD_UNKNOWN" });
  const chosen = {
    ...{ email: "", shippingAddress: undefined, billingAddress: undefined },
    languageCode: "",
    couponCodes: [],
  };
  const choose = (shippingMethodId: string) =>
    carts.updateCart(
      { cartId, cart: { ...chosen, shippingMethodId }, updateMask: ["shipping_method_id"], requestId: "" },
      ada,
    );
  await expect(choose("gone")).rejects.toMatchObject({ reason: "SHIPPING_METHOD_UNKNOWN" });
  expect((await choose("courier")).cart).toMatchObject({
    notices: [],
    shippingTotal: euros(190n),
    total: euros(4060n),
  });
  await bus.append([
    told(subject, "rates", 6, ratesChanged([0n, 1n])),
    told(subject, "rates", 8, ratesChanged([0n, 290n])),
  ]);
  await eventually(async () => (await options())[0]?.price?.minorUnits === 290n);
  const { order } = await carts.checkoutCart({ ...checkout, requestId: ids.uuid() }, ada);
  expect(order).toMatchObject({ shippingMethodId: "courier", shippingTotal: euros(290n) });
});
