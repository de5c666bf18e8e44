import { CreditBooked } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { AnalyticsUseCases } from "../app/use-cases.ts";
import { decodeCredit } from "./decode-credit.ts";

/** Credits become facts. */
export const creditBooked = (app: AnalyticsUseCases): Consumer => ({
  name: "analytics.credits",
  subjects: ["order.v1.credit_booked"],
  async handle({ envelope: { payload, createTime } }) {
    const credit = required("credit", CreditBooked.decode(payload).credit);
    await app.takeCreditFact(decodeCredit(credit, required("create_time", createTime)));
  },
});
