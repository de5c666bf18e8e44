import { notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Reader, Transaction } from "#mesh/store";
import type { Decide, PaymentKey, PaymentStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { Payment, PaymentEvent } from "../domain/payment.ts";
import { movedEvent, type Transfer, type WalletEvent } from "../domain/wallet.ts";
import { book } from "./book-transfer.ts";
import { newRowValues, paymentFromRow, refundColumns, savedValues } from "./payment-row.ts";
import * as sql from "./payment-statements.ts";

type PaymentDatabase = Database<PaymentEvent | WalletEvent>;

const beforeAll: readonly [Date, string] = [new Date(0), "00000000-0000-0000-0000-000000000000"];

/** Payments in PostgreSQL: a row each, and one for each refund. */
export function postgresPaymentStore(database: PaymentDatabase): PaymentStore {
  return {
    async find(paymentId) {
      const [row] = await database.query(sql.find, [uuidFromId(paymentId)]);
      return row && paymentFromRow(row);
    },
    async page(orderId, after, size) {
      const key = after === undefined ? beforeAll : [after.createTime, uuidFromId(after.paymentId)];
      const rows = await database.query(sql.page, [uuidFromId(orderId), ...key, size + 1]);
      return toPage(rows.map(paymentFromRow), size, keyOf);
    },
    async begin(payment, lease, due) {
      const [row] = await database.query(sql.begin, [...newRowValues(payment), lease, due]);
      if (row?.state === "PENDING") return { payment: paymentFromRow(row), isMine: row.is_mine };
      return { payment: await present(database, payment), isMine: false };
    },
    create(payment, events, transfer) {
      return database.change(undefined, async (tx) => {
        const [created] = await tx.query(sql.create, newRowValues(payment));
        if (created === undefined) return { answer: await present(tx, payment), events: [] };
        return { answer: payment, events: [...events, ...(await booked(tx, transfer))] };
      });
    },
    record: (read, decide) => record(database, read, decide),
    async takeDue(now, until) {
      const due = await database.query(sql.takeDue, [now, until]);
      if (due.length === 0) return [];
      const attempts = new Map(due.map((row) => [row.payment_id, row.attempts]));
      const rows = await database.query(sql.findMany, [[...attempts.keys()]]);
      return rows.map((row) => ({ payment: paymentFromRow(row), attempts: attempts.get(row.payment_id) ?? 0 }));
    },
    async settle({ paymentId, version }, due) {
      await database.query(sql.settle, [uuidFromId(paymentId), version, due ?? null]);
    },
  };
}

/** What a change without refunds and transfers needs is one statement; anything else, and a lost race, a transaction. */
async function record(database: PaymentDatabase, read: Payment, decide: Decide): Promise<Payment> {
  const { next, events, due, transfer } = decide(read);
  if (next === read) return read;
  if (next.refunds === read.refunds && transfer === undefined) {
    const saved = await database.write(sql.save, savedValues(read, next, due), events);
    if (saved.length === 1) return next;
  }
  return database.change(undefined, async (tx) => {
    const decided = decide(read);
    if (await save(tx, read, decided.next, decided.due))
      return { answer: decided.next, events: await told(tx, decided) };
    await tx.query(sql.lock, [uuidFromId(read.paymentId)]);
    const current = await present(tx, read);
    const again = decide(current);
    if (again.next !== current) await save(tx, current, again.next, again.due);
    return { answer: again.next, events: await told(tx, again) };
  });
}

/** The events of a decision, and of what it moves in the ledger. */
async function told(tx: Transaction, { events, transfer }: ReturnType<Decide>) {
  return [...events, ...(await booked(tx, transfer))];
}

async function booked(tx: Transaction, transfer: Transfer | undefined): Promise<readonly WalletEvent[]> {
  return transfer === undefined ? [] : (await book(tx, transfer)).map(movedEvent);
}

async function present(reader: Reader, { paymentId }: Payment): Promise<Payment> {
  const [row] = await reader.query(sql.find, [uuidFromId(paymentId)]);
  if (row === undefined) throw notFound();
  return paymentFromRow(row);
}

/** False if the payment changed since it was read. */
async function save(reader: Reader, before: Payment, next: Payment, due: Date | undefined): Promise<boolean> {
  const values = savedValues(before, next, due);
  if (next.refunds === before.refunds) return (await reader.query(sql.save, values)).length === 1;
  const [written] = await reader.query(sql.saveWithRefunds, [...values, ...refundColumns(next)]);
  if (written?.saved !== 1) return false;
  if (written.kept === next.refunds.length) return true;
  throw refuse("PAYMENT_ID_TAKEN", { metadata: { payment_id: next.paymentId } });
}

function keyOf({ createTime, paymentId }: Payment): PaymentKey {
  return { createTime, paymentId };
}
