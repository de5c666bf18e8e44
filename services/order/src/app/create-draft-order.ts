import type { Caller, RequestKey } from "#mesh/kernel";
import type { DraftOrder } from "../domain/draft-order.ts";
import {
  checkEntry,
  type DraftOrderEntry,
  createDraftOrder as decide,
  draftPurchaseOf,
  linesOf,
} from "../domain/draft-order-entry.ts";
import type { DraftOrderPorts } from "./ports/cart-ports.ts";
import { requireBackdating } from "./require-backdating.ts";
import { settled } from "./settled.ts";
import { signedInUser } from "./signed-in-user.ts";

/**
 * Fails with PERMISSION_MISSING, CURRENCY_UNKNOWN, BUSINESS_TIME_IN_FUTURE, VARIANT_UNAVAILABLE or INVALID_REQUEST, unless
 * the same was asked and answered before under the same request key.
 */
export const createDraftOrder =
  (ports: DraftOrderPorts) =>
  async (caller: Caller, entry: DraftOrderEntry, request?: RequestKey): Promise<DraftOrder> => {
    const draft = await settled(prepare(ports, caller, entry));
    return ports.draftOrders.create(draft, request);
  };

async function prepare(ports: DraftOrderPorts, caller: Caller, entry: DraftOrderEntry): Promise<DraftOrder> {
  const { pricing, products, clock, ids } = ports;
  const now = clock.now();
  const createdBy = signedInUser(caller);
  requireBackdating(caller, entry);
  checkEntry(entry, now);
  const variantIds = [...new Set(entry.lines.map(({ variantId }) => variantId))];
  const lines = linesOf(entry.lines, await products.findForSale(variantIds), ids);
  const quote = await pricing.quote(draftPurchaseOf(entry, lines));
  return decide(entry, lines, quote, { createdBy, now, ids });
}
