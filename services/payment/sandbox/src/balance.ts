import type { Context } from "./context.ts";
import { newId } from "./new-id.ts";
import type { BalanceTransaction } from "./objects.ts";

const twoDays = 2 * 24 * 60 * 60;

/** Keeps that money moved: positive to the market, negative away from it. Charges cost 2.9 % and 30 minor units. */
export function recordMovement(
  { store, now }: Context,
  type: BalanceTransaction["type"],
  amount: number,
  currency: string,
  source: string,
): BalanceTransaction {
  const fee = type === "charge" ? Math.round(amount * 0.029) + 30 : 0;
  const created = now();
  const movement: BalanceTransaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: created + twoDays,
    created,
    currency,
    fee,
    net: amount - fee,
    source,
    status: "available",
    type,
  };
  store.put(movement);
  return movement;
}
