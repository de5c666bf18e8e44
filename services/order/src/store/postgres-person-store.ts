import { type PersonErased, type PersonStore, personErased, uuidFromId } from "#mesh/kernel";
import { type Database, forgetAnswers, type Transaction } from "#mesh/store";
import * as sql from "./person-statements.ts";

/** Carts go, orders, drafts and credits keep what was bought for how much. What is on its way is erased once it arrived. */
export function postgresPersonStore(database: Database<PersonErased>): PersonStore {
  return {
    erase: (erasure, now, request) =>
      database.change(request, async (tx) => {
        const users = erasure.userIds.map(uuidFromId);
        const open = await tx.query(sql.lockOpen, [users, now >= erasure.deadlineTime]);
        const orders = open.map(({ order_id }) => order_id);
        await eraseAll(tx, users, orders);
        await forgetAnswers(tx, erasure.userIds);
        return { answer: undefined, events: [personErased(erasure, orders.length)] };
      }),
  };
}

async function eraseAll(tx: Transaction, users: readonly string[], but: readonly string[]): Promise<void> {
  const values = [users, but];
  for (const part of [sql.eraseOrders, sql.erasePayments, sql.eraseRefunds, sql.eraseReturns, sql.eraseAnswers]) {
    await tx.query(part, values);
  }
  for (const part of [sql.eraseCartLines, sql.eraseCarts, sql.eraseDrafts]) await tx.query(part, values);
  await tx.query(sql.eraseCredits, [users]);
}
