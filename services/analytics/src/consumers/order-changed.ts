import { OrderPaid } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { AnalyticsUseCases } from "../app/use-cases.ts";
import { decodeOrder } from "./decode-order.ts";

/** Orders and their refunds become facts. Each event has the whole order as its first field. */
export const orderChanged = (app: AnalyticsUseCases): Consumer => ({
  name: "analytics.orders",
  subjects: ["order.v1.order_paid", "order.v1.order_cancelled", "order.v1.order_returned", "order.v1.order_refunded"],
  async handle({ envelope: { payload, version, createTime } }) {
    const order = required("order", OrderPaid.decode(payload).order);
    const fact = decodeOrder(order, version, required("create_time", createTime));
    if (fact !== undefined) await app.takeOrderFact(fact);
  },
});
