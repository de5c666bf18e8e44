import { CheckoutFailed, CreditBooked } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import { euros, ids, noon } from "../../test/cart-builders.ts";
import { aCredit } from "../../test/credit-builders.ts";
import { anOrder } from "../../test/order-builders.ts";
import { creditBooked } from "../domain/credit-events.ts";
import { eventsOf, type OrderHappening } from "../domain/order-events.ts";
import { encodeEvent } from "./encode-event.ts";

const secret = "nobody-else-may-read-this";
const lines = [{ lineId: ids.next("lin"), quantity: 1n, unsentQuantity: 1n }];
const times = { createTime: noon, businessTime: noon };
const orderReturn = { returnId: ids.next("ret"), lines, reason: secret, amount: euros(1n), restocked: true, ...times };
const amounts = { amount: euros(1n), state: "REQUESTED" as const, ...times };
const refund = { refundId: ids.next("rfd"), paymentId: ids.next("pay"), reason: secret, ...amounts };
const step = { kind: "LIST_PRICE", lineId: "", amount: euros(1n), description: secret, sourceId: "" } as const;
const order = anOrder({
  priceSteps: [step],
  version: 1,
  email: `${secret}@example.org`,
  cancelReason: secret,
  refunds: [refund],
  returns: [orderReturn],
  failure: { reason: "PAYMENT_DECLINED", metadata: {} },
});

const happenings: readonly OrderHappening[] = [
  { type: "OrderPlaced" },
  { type: "OrderPaid" },
  { type: "OrderCancelled" },
  { type: "OrderReturned", orderReturn },
  { type: "OrderRefunded", refund },
  { type: "CheckoutFailed" },
];

test.each(happenings.map((happening) => [happening.type, happening] as const))(
  "%s carries its order without e-mail, addresses, what people wrote and the explanation of prices",
  (_, happening) => {
    const [event] = eventsOf(order, [happening]);
    if (event === undefined) throw new Error("no event");
    const { subject, payload } = encodeEvent(event);
    expect(subject).toMatch(/^order\.v1\.(order_\w+|checkout_failed)$/);
    const text = Buffer.from(payload).toString("latin1");
    expect(text).toContain(order.orderId);
    for (const hidden of [secret, "Lovelace", "St James"]) expect(text).not.toContain(hidden);
  },
);

test("a failed checkout says why", () => {
  const [event] = eventsOf(order, [{ type: "CheckoutFailed" }]);
  if (event === undefined) throw new Error("no event");
  expect(CheckoutFailed.decode(encodeEvent(event).payload).reason).toBe("PAYMENT_DECLINED");
});

test("a credit is told without what people wrote", () => {
  const credit = aCredit({ reason: secret, userId: ids.next("usr"), externalReference: "C1" });
  const { subject, payload } = encodeEvent(creditBooked(credit));
  expect(subject).toBe("order.v1.credit_booked");
  expect(CreditBooked.decode(payload).credit).toEqual({ ...credit, reason: "" });
});
