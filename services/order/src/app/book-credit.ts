import type { Caller, RequestKey } from "#mesh/kernel";
import { type Credit, type CreditEntry, checkCredit, bookCredit as decide } from "../domain/credit.ts";
import type { CreditPorts } from "./ports/credits.ts";
import { requireBackdating } from "./require-backdating.ts";
import { settled } from "./settled.ts";
import { signedInUser } from "./signed-in-user.ts";

/**
 * Fails with PERMISSION_MISSING, CURRENCY_UNKNOWN, BUSINESS_TIME_IN_FUTURE, VARIANT_UNKNOWN or INVALID_REQUEST, unless the
 * same was asked and answered before under the same request key.
 */
export const bookCredit =
  (ports: CreditPorts) =>
  async (caller: Caller, entry: CreditEntry, request: RequestKey): Promise<Credit> =>
    ports.credits.create(await settled(prepare(ports, caller, entry)), request);

async function prepare({ variants, clock, ids }: CreditPorts, caller: Caller, entry: CreditEntry): Promise<Credit> {
  const now = clock.now();
  const createdBy = signedInUser(caller);
  requireBackdating(caller, entry);
  checkCredit(entry, now);
  const variantIds = [...new Set(entry.lines.map(({ variantId }) => variantId))];
  return decide(entry, await variants.find(variantIds), { createdBy, now, ids });
}
