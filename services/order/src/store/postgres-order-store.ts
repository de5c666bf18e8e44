import { idFromUuid, refuse, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, type Reader, violates } from "#mesh/store";
import type { OrderRecord, OrderRequest, OrderStore } from "../app/ports/orders.ts";
import type { ProgressSnapshot } from "../domain/checkout-answer.ts";
import type { Order } from "../domain/order.ts";
import type { OrderEvent } from "../domain/order-events.ts";
import type { OrderState } from "../domain/order-states.ts";
import { begin, insertRequest } from "./order-begin-statement.ts";
import { fromJson } from "./order-json.ts";
import { recordAnswer, recordProgress, recordRefunds } from "./order-record-statements.ts";
import { orderFromRow } from "./order-row.ts";
import * as sql from "./order-statements.ts";
import { answerValues, beginValues, progressValues, refundValues, requestValues } from "./order-values.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Orders in PostgreSQL. Each step of a checkout is one statement, and one more for its events. */
export function postgresOrderStore(database: Database<OrderEvent>): OrderStore {
  return {
    async find(orderId) {
      const [row] = await database.query(sql.find, [uuidFromId(orderId)]);
      return row && orderFromRow(row);
    },
    async page({ userId, state }, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const user = userId === undefined ? null : uuidFromId(userId);
      const rows = await rowsBefore(user, before, size + 1, state);
      return toPage(rows.map(orderFromRow), size, ({ orderId }) => orderId);
    },
    async begin(wanted) {
      const begun = await database.query(begin, beginValues(wanted)).catch(noneIfTaken);
      return begun.length > 0;
    },
    async acquire(orderId, { leaseId, now, until }, state) {
      const id = uuidFromId(orderId);
      const acquired = await database.query(sql.acquire, [id, leaseId, until, now, state ?? null]);
      if (acquired.length === 0) return undefined;
      const [row] = await database.query(sql.find, [id]);
      return row && orderFromRow(row);
    },
    async acquireDue({ leaseId, now, until }, most) {
      const due = await database.query(sql.acquireDue, [leaseId, until, now, most]);
      if (due.length === 0) return [];
      return (await database.query(sql.findMany, [due.map(({ order_id }) => order_id)])).map(orderFromRow);
    },
    async extend(orderId, { leaseId, until }) {
      await database.query(sql.extend, [uuidFromId(orderId), leaseId, until]);
    },
    async record(wanted) {
      if (wanted.events.length === 0 && wanted.request === undefined) return write(database, wanted);
      return database.change(undefined, async (tx) => {
        const recorded = await write(tx, wanted);
        if (recorded === undefined) return { answer: undefined, events: [] };
        if (wanted.request !== undefined) await keepRequest(tx, wanted.request, recorded);
        const events = wanted.events.map((event) => ({ ...event, order: recorded }));
        return { answer: recorded, events };
      });
    },
    async findRequest(request) {
      const [row] = await database.query(sql.findRequest, requestValues(request).slice(0, 3));
      if (row === undefined) return undefined;
      const { hash, order_id, return_id, outcome } = row;
      return {
        hash,
        orderId: idFromUuid("ord", order_id),
        returnId: return_id === null ? undefined : idFromUuid("ret", return_id),
        answer: outcome === null ? undefined : fromJson<ProgressSnapshot>(outcome),
      };
    },
  };

  function rowsBefore(user: string | null, before: string, limit: number, state: OrderState | undefined) {
    const values = [user, before, limit];
    if (state !== undefined) return database.query(sql.pageByState, [...values, state]);
    return database.query(user === null ? sql.page : sql.pageOfUser, values);
  }
}

/** Cart or draft were taken at the same instant. */
function noneIfTaken(error: unknown): readonly never[] {
  if (violates(error, "order_requests_order")) return [];
  throw error;
}

async function write(reader: Reader, wanted: OrderRecord): Promise<Order | undefined> {
  const { order, refunds, answer, source } = wanted;
  const [recorded] = refunds
    ? await reader.query(recordRefunds, [...progressValues(wanted), ...answerValues(wanted), ...refundValues(order)])
    : answer !== undefined || source !== undefined
      ? await reader.query(recordAnswer, [...progressValues(wanted), ...answerValues(wanted)])
      : await reader.query(recordProgress, progressValues(wanted));
  return recorded && { ...order, orderNumber: recorded.order_number?.toString() };
}

async function keepRequest(tx: Reader, { key, returnId }: OrderRequest, order: Order): Promise<void> {
  const made = returnId === undefined ? null : uuidFromId(returnId);
  const values = [...requestValues(key), uuidFromId(order.orderId), order.updateTime, made];
  const kept = await tx.query(insertRequest, values);
  if (kept.length === 0) throw refuse("REQUEST_ID_REUSED");
}
