import { euros, ids, noon } from "../../test/cart-builders.ts";
import { anOrder } from "../../test/order-builders.ts";
import type { RefundState } from "./order.ts";
import { noteRefunds } from "./order-refunds.ts";

const aRefund = (state: RefundState) => ({
  ...{ refundId: ids.next("rfd"), paymentId: ids.next("pay"), amount: euros(1n), state, reason: "" },
  ...{ createTime: noon, businessTime: noon },
});

test("what the provider knows of a refund is kept with an event; what is known already is not", () => {
  const [pending, done] = [aRefund("PENDING"), aRefund("SUCCEEDED")];
  const order = anOrder({ state: "PAID", step: "DONE", version: 4, refunds: [pending, done] });
  const known = new Map([
    [pending.refundId, "FAILED" as const],
    [done.refundId, "SUCCEEDED" as const],
    [ids.next("rfd"), "SUCCEEDED" as const],
  ]);
  const { next, events } = noteRefunds(order, known, noon);
  expect(next.refunds.map(({ state }) => state)).toEqual(["FAILED", "SUCCEEDED"]);
  expect(events).toMatchObject([{ type: "OrderRefunded", version: 5, refund: { state: "FAILED" } }]);
});
