import { idFromUuid, refuse, uuidFromId } from "#mesh/kernel";
import { type Database, type Reader, violates } from "#mesh/store";
import type { OrderFilter, OrderKey, OrderRecord, OrderRequest, OrderStore } from "../app/ports/orders.ts";
import type { ProgressSnapshot } from "../domain/checkout-answer.ts";
import type { Order } from "../domain/order.ts";
import type { OrderEvent } from "../domain/order-events.ts";
import { fittingPage } from "./fitting-page.ts";
import { begin, insertRequest } from "./order-begin-statement.ts";
import { fromJson } from "./order-json.ts";
import { type Recorded, recordAnswer, recordProgress, recordRefunds } from "./order-record-statements.ts";
import { type OrderRow, orderFromRow } from "./order-row.ts";
import * as sql from "./order-statements.ts";
import { answerValues, beginValues, progressValues, refundValues, requestValues } from "./order-values.ts";

const nil = "00000000-0000-0000-0000-000000000000";
const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Orders in PostgreSQL. Each step of a checkout is one statement, its events included. */
export function postgresOrderStore(database: Database<OrderEvent>): OrderStore {
  return {
    async find(orderId) {
      const [row] = await database.query(sql.find, [uuidFromId(orderId)]);
      return row && orderFromRow(row);
    },
    async pageOfUser(userId, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.pageOfUser, [uuidFromId(userId), before, size + 1]);
      return fittingPage(rows.map(orderFromRow), size, ({ orderId }) => orderId);
    },
    async page(filter, after, size) {
      const rows = await database.query(...pageStatement(filter, after, size + 1));
      return fittingPage(rows.map(orderFromRow), size, ({ businessTime, orderId }) => ({ businessTime, orderId }));
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
      return row && acquiredOrder(row, acquired);
    },
    async acquireDue({ leaseId, now, until }, most) {
      const due = await database.query(sql.acquireDue, [leaseId, until, now, most]);
      if (due.length === 0) return [];
      const rows = await database.query(sql.findMany, [due.map(({ order_id }) => order_id)]);
      return rows.map((row) => acquiredOrder(row, due));
    },
    async extend(orderId, { leaseId, until }) {
      await database.query(sql.extend, [uuidFromId(orderId), leaseId, until]);
    },
    async record(wanted) {
      const { order, events, request } = wanted;
      const [statement, values] = recording(wanted);
      if (request !== undefined) {
        return database.change(undefined, async (tx) => {
          const answer = recordedOrder(order, await tx.query(statement, values));
          if (answer === undefined) return { answer, events: [] };
          await keepRequest(tx, request, answer);
          return { answer, events };
        });
      }
      const tells = events.length > 0;
      const rows = tells ? await database.write(statement, values, events) : await database.query(statement, values);
      return recordedOrder(order, rows);
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
}

/** The statement for a page, and its values. */
function pageStatement(
  { userId, state, startTime, endTime, externalReference }: OrderFilter,
  after: OrderKey | undefined,
  limit: number,
): readonly [typeof sql.page, readonly unknown[]] {
  const before = after === undefined ? [endTime ?? "infinity", nil] : [after.businessTime, uuidFromId(after.orderId)];
  const range = [...before, startTime ?? "-infinity", limit];
  const user = userId === undefined ? null : uuidFromId(userId);
  if (externalReference !== undefined) return [sql.pageByReference, [...range, state ?? null, user, externalReference]];
  if (user !== null) return [sql.pageByUser, [...range, state ?? null, user]];
  return state === undefined ? [sql.page, range] : [sql.pageByState, [...range, state]];
}

/** Cart or draft were taken at the same instant. */
function noneIfTaken(error: unknown): readonly never[] {
  if (violates(error, "order_requests_order")) return [];
  throw error;
}

function acquiredOrder(row: OrderRow, acquired: readonly sql.AcquiredRow[]): Order {
  const spare = acquired.find(({ order_id }) => order_id === row.order_id)?.spare_number;
  return { ...orderFromRow(row), spareNumber: spare?.toString() };
}

/** The statement that records what is wanted, and its values. */
function recording(wanted: OrderRecord): readonly [typeof recordProgress, readonly unknown[]] {
  const { order, refunds, answer, source } = wanted;
  const progress = progressValues(wanted);
  if (refunds) return [recordRefunds, [...progress, ...answerValues(wanted), ...refundValues(order)]];
  if (answer === undefined && source === undefined) return [recordProgress, progress];
  return [recordAnswer, [...progress, ...answerValues(wanted)]];
}

/** Undefined if another took over. */
function recordedOrder(order: Order, [row]: readonly Recorded[]): Order | undefined {
  return row && { ...order, spareNumber: row.spare_number?.toString() };
}

async function keepRequest(tx: Reader, { key, returnId }: OrderRequest, order: Order): Promise<void> {
  const made = returnId === undefined ? null : uuidFromId(returnId);
  const values = [...requestValues(key), uuidFromId(order.orderId), order.updateTime, made];
  const kept = await tx.query(insertRequest, values);
  if (kept.length === 0) throw refuse("REQUEST_ID_REUSED");
}
