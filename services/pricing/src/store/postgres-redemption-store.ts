import { uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { PurchaseRedemptions, RedemptionStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { PricingEvent } from "../domain/events.ts";
import { redeem } from "../domain/redemption.ts";
import { offerFromRow } from "./offer-row.ts";
import * as sql from "./redemption-statements.ts";

/**
 * Redemptions in PostgreSQL, and their number and sum at each promotion. Whoever counts locks the order first, then the
 * promotions by id, so that no two wait for each other.
 */
export function postgresRedemptionStore(database: Database<PricingEvent>): RedemptionStore {
  return {
    redeem: (wanted, now) =>
      database.change(undefined, async (tx) => {
        await redeemOnce(tx, wanted, now);
        return { answer: undefined, events: [] };
      }),
    release: (orderId, now) =>
      database.change(undefined, async (tx) => {
        const order = [uuidFromId(orderId)];
        const [ended] = await tx.query(sql.end, [...order, now]);
        const promotions = ended === undefined ? [] : await tx.query(sql.promotionsOf, order);
        if (promotions.length > 0) {
          await tx.query(sql.lock, [promotions.map(({ promotion_id }) => promotion_id)]);
          await tx.query(sql.release, order);
        }
        return { answer: undefined, events: [] };
      }),
  };
}

async function redeemOnce(tx: Transaction, { orderId, userId, redemptions }: PurchaseRedemptions, now: Date) {
  const order = uuidFromId(orderId);
  const user = userId === undefined ? null : uuidFromId(userId);
  const [begun] = await tx.query(sql.begin, [order, now]);
  if (begun === undefined) {
    const [known] = await tx.query(sql.find, [order]);
    if (known?.release_time) throw refuse("REDEMPTIONS_RELEASED");
    return;
  }
  const promotions = redemptions.map(({ promotionId }) => uuidFromId(promotionId));
  await tx.query(sql.lock, [promotions]);
  const codes = redemptions.map(({ couponCode }) => couponCode);
  const offers = (await tx.query(sql.offers, [promotions, user, codes])).map(offerFromRow);
  const fromBudgets = redeem(offers, redemptions);
  const currencies = redemptions.map(({ amount }) => amount.currencyCode);
  const amounts = redemptions.map(({ amount }) => amount.minorUnits);
  await tx.query(sql.redeem, [order, user, promotions, codes, currencies, amounts, fromBudgets]);
}
