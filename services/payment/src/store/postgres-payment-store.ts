import { notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Reader } from "#mesh/store";
import type { Decide, PaymentKey, PaymentStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { Payment, PaymentEvent } from "../domain/payment.ts";
import { newRowValues, paymentFromRow, refundColumns, savedValues } from "./payment-row.ts";
import * as sql from "./payment-statements.ts";

const beforeAll: readonly [Date, string] = [new Date(0), "00000000-0000-0000-0000-000000000000"];

/** Payments in PostgreSQL: a row each, and one for each refund. */
export function postgresPaymentStore(database: Database<PaymentEvent>): PaymentStore {
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
    create(payment, events) {
      return database.change(undefined, async (tx) => {
        const [created] = await tx.query(sql.create, newRowValues(payment));
        if (created !== undefined) return { answer: payment, events };
        return { answer: await present(tx, payment), events: [] };
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

/** What a change without refunds needs is one statement; anything else, and a lost race, a transaction. */
async function record(database: Database<PaymentEvent>, read: Payment, decide: Decide): Promise<Payment> {
  const { next, events, due } = decide(read);
  if (next === read) return read;
  if (next.refunds === read.refunds) {
    const saved = await database.write(sql.save, savedValues(read, next, due), events);
    if (saved.length === 1) return next;
  }
  return database.change(undefined, async (tx) => {
    const decided = decide(read);
    if (await save(tx, read, decided.next, decided.due)) return { answer: decided.next, events: decided.events };
    await tx.query(sql.lock, [uuidFromId(read.paymentId)]);
    const current = await present(tx, read);
    const again = decide(current);
    if (again.next !== current) await save(tx, current, again.next, again.due);
    return { answer: again.next, events: again.events };
  });
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
