import type { Order, OrderLine, OrderPayment } from "../src/domain/order.ts";
import type { OrderShipment } from "../src/domain/shipment.ts";
import { anAddress, aSoldVariant, euros, ids, noon } from "./cart-builders.ts";

export function anOrderLine(change: Partial<OrderLine> = {}): OrderLine {
  const prices = { unitPrice: euros(1290n), total: euros(2580n), discount: euros(0n), tax: euros(0n) };
  return { ...aSoldVariant(), lineId: ids.next("lin"), quantity: 2n, ...prices, ...change };
}

export function anOrderPayment(change: Partial<OrderPayment> = {}): OrderPayment {
  return {
    paymentId: ids.next("pay"),
    state: "PENDING",
    amount: euros(2580n),
    payerId: ids.next("usr"),
    method: "pm_visa",
    externalReference: "",
    ...change,
  };
}

/** A packed shipment of nothing yet. */
export function aShipment(change: Partial<OrderShipment> = {}): OrderShipment {
  return {
    shipmentId: ids.next("shp"),
    state: "PACKED",
    lines: [],
    ...{ trackingNumber: "", trackingUrl: "", version: 0 },
    ...{ createTime: noon, updateTime: noon },
    ...change,
  };
}

/** An order whose checkout has just begun. */
export function anOrder(change: Partial<Order> = {}): Order {
  const zero = euros(0n);
  return {
    orderId: ids.next("ord"),
    userId: ids.next("usr"),
    cartId: ids.next("crt"),
    currencyCode: "EUR",
    email: "ada@example.org",
    languageCode: "",
    shippingAddress: anAddress(),
    shippingMethodId: "",
    lines: [anOrderLine()],
    ...{ subtotal: euros(2580n), discountTotal: zero, shippingTotal: zero, shippingTax: zero, taxTotal: zero },
    taxInclusive: true,
    total: euros(2580n),
    priceSteps: [],
    redemptions: [],
    externalReference: "",
    state: "PENDING",
    step: "RESERVE",
    attempts: 0,
    version: 0,
    reservation: { reservationId: ids.next("rsv"), number: 1, expireTime: new Date(noon.getTime() + 900_000) },
    payment: anOrderPayment(),
    cancelReason: "",
    refunds: [],
    returns: [],
    shipments: [],
    shipmentsVersion: 0,
    ...{ createTime: noon, businessTime: noon, updateTime: noon },
    ...change,
  };
}
