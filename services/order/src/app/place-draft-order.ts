import { type Caller, notFound, type RequestKey } from "#mesh/kernel";
import type { CheckoutAnswer } from "../domain/checkout-answer.ts";
import { orderOfDraft } from "../domain/checkout-order.ts";
import type { DraftOrderId } from "../domain/draft-order.ts";
import { refuse } from "../domain/errors.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import { signedInUser } from "./signed-in-user.ts";
import { startCheckout } from "./start-checkout.ts";

export interface PlaceDraftOrder {
  readonly draftOrderId: DraftOrderId;
  /** The provider's id of the means of payment; empty if it was paid elsewhere. */
  readonly paymentMethod: string;
  readonly externalPaymentReference: string;
  readonly request: RequestKey;
}

/** Makes an order of a draft, at the prices it has kept. Fails as the contract says of PlaceDraftOrder. */
export const placeDraftOrder = (ports: OrderPorts, driver: CheckoutDriver) => {
  const { draftOrders, clock, ids, settings } = ports;
  const start = startCheckout(ports, driver);

  return (caller: Caller, wanted: PlaceDraftOrder): Promise<CheckoutAnswer> =>
    start(wanted.request, async () => {
      const draft = await draftOrders.find(wanted.draftOrderId);
      if (draft === undefined) throw notFound();
      const placedBy = signedInUser(caller);
      return {
        liveOrderId: draft.placingOrderId,
        prepare: async () => {
          if (draft.state !== "OPEN") throw refuse("DRAFT_NOT_OPEN");
          const { paymentMethod: method, externalPaymentReference: externalReference } = wanted;
          const payment = { payerId: draft.userId ?? placedBy, method, externalReference };
          return orderOfDraft(draft, placedBy, payment, { now: clock.now(), ids, ...settings });
        },
      };
    });
};
