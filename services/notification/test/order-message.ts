import { FulfillmentState, type Order, OrderState } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { eur, ids } from "./builders.ts";

/** A paid order as the order service tells of it. */
export function anOrderMessage(change: Partial<Order> = {}): Order {
  const createTime = new Date();
  return {
    orderId: ids.next("ord"),
    orderNumber: "100042",
    userId: "",
    state: OrderState.ORDER_STATE_PAID,
    failureReason: "",
    currencyCode: "EUR",
    email: "ada@example.com",
    shippingAddress: {
      ...{ recipientName: "Ada Lovelace", organization: "", line1: "12 St James's Square", line2: "", city: "London" },
      ...{ regionCode: "", postalCode: "SW1Y 4LB", countryCode: "GB", phone: "" },
    },
    billingAddress: undefined,
    shippingMethodId: "standard",
    lines: [],
    payments: [],
    shipments: [],
    refunds: [],
    returns: [],
    ...{
      subtotal: eur(25_80n),
      discountTotal: eur(0n),
      shippingTotal: eur(4_90n),
      shippingTax: eur(0n),
      taxTotal: eur(0n),
      total: eur(30_70n),
    },
    shippingAppliedTax: undefined,
    taxInclusive: true,
    priceSteps: [],
    cartId: "",
    cancelReason: "",
    externalReference: "",
    ...{ createTime, businessTime: createTime, updateTime: createTime },
    languageCode: "",
    fulfillmentState: FulfillmentState.FULFILLMENT_STATE_NOT_SHIPPED,
    ...change,
  };
}
