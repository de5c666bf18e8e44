import { notFound, refuse as refuseShared, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, violates } from "#mesh/store";
import type { Decide, ShipmentKey, ShipmentStore } from "../app/ports.ts";
import type { Shipment, ShipmentEvent, ShipmentId } from "../domain/shipment.ts";
import {
  packedValues,
  packingFromRow,
  packingValues,
  type ShipmentRow,
  savedValues,
  shipmentFromRow,
} from "./shipment-row.ts";
import * as sql from "./shipment-statements.ts";

const beforeAll = [new Date(0), "00000000-0000-0000-0000-000000000000"];
const beyondAll = [new Date("9999-12-31T00:00:00Z"), "ffffffff-ffff-ffff-ffff-ffffffffffff"];

/** Shipments in PostgreSQL: a row each, and one for each that is being packed. */
export function postgresShipmentStore(database: Database<ShipmentEvent>): ShipmentStore {
  const find = async (shipmentId: ShipmentId) => {
    const [row] = await database.query(sql.find, [uuidFromId(shipmentId)]);
    return row && shipmentFromRow(row);
  };
  const present = async (shipmentId: ShipmentId) => {
    const shipment = await find(shipmentId);
    if (shipment === undefined) throw notFound();
    return shipment;
  };
  return {
    find,
    async findLabel(shipmentId) {
      const [row] = await database.query(sql.findLabel, [uuidFromId(shipmentId)]);
      if (row === undefined) return undefined;
      return { shipment: shipmentFromRow(row), ...(hasLabel(row.label) ? { pdf: row.label } : {}) };
    },
    async pageOfOrder({ orderId, userId }, after, size) {
      if (userId === "") return { items: [] };
      const owner = userId === undefined ? null : uuidFromId(userId);
      const key = after === undefined ? beforeAll : keyValues(after);
      const rows = await database.query(sql.pageOfOrder, [uuidFromId(orderId), owner, ...key, size + 1]);
      return toPage(rows.map(shipmentFromRow), size, keyOf);
    },
    async page(state, after, size) {
      const key = after === undefined ? beyondAll : keyValues(after);
      const rows =
        state === undefined
          ? await database.query(sql.page, [...key, size + 1])
          : await database.query(sql.pageOfState, [...key, size + 1, state]);
      return toPage(rows.map(shipmentFromRow), size, keyOf);
    },
    async beginPacking(packing, now, due) {
      const [begun] = await database.query(sql.beginPacking, [...packingValues(packing), now, due]);
      if (begun !== undefined) return { requestHash: begun.request_hash };
      return { shipment: await present(packing.shipmentId) };
    },
    async finishPacking({ next, events }) {
      const [packed] = await database.write(sql.finishPacking, packedValues(next), events);
      return packed === undefined ? present(next.shipmentId) : next;
    },
    async dropPacking(shipmentId) {
      await database.query(sql.dropPacking, [uuidFromId(shipmentId)]);
    },
    record: (read, decide) => record(database, read, decide, present),
    async takeDuePackings(now, until) {
      const rows = await database.query(sql.takeDuePackings, [now, until]);
      return rows.map((row) => ({ item: packingFromRow(row), attempts: row.attempts }));
    },
    takeDueShipments: async (now, until) => (await database.query(sql.takeDueShipments, [now, until])).map(toDue),
    takeDueTrackings: async (now, until) => (await database.query(sql.takeDueTrackings, [now, until])).map(toDue),
    async settlePacking({ shipmentId }, due) {
      await database.query(sql.settlePacking, [uuidFromId(shipmentId), due]);
    },
    async settle({ shipmentId, revision }, due) {
      await database.query(sql.settle, [uuidFromId(shipmentId), revision, due ?? null]);
    },
  };
}

/** One statement; again on what the shipment is now if it changed meanwhile. */
async function record(
  database: Database<ShipmentEvent>,
  read: Shipment,
  decide: Decide,
  present: (shipmentId: ShipmentId) => Promise<Shipment>,
): Promise<Shipment> {
  for (let current = read; ; current = await present(read.shipmentId)) {
    const { next, events, due, label } = decide(current);
    if (next === current) return current;
    const saved = await database.write(sql.save, savedValues(current, next, due, label), events).catch(requestReused);
    if (saved.length === 1) return { ...next, revision: current.revision + 1 };
  }
}

function requestReused(error: unknown): never {
  const isReused = violates(error, "shipments_ship_request") || violates(error, "shipments_cancel_request");
  throw isReused ? refuseShared("REQUEST_ID_REUSED", { cause: error }) : error;
}

function toDue(row: ShipmentRow & { readonly attempts: number }) {
  return { item: shipmentFromRow(row), attempts: row.attempts };
}

function keyOf({ createTime, shipmentId }: Shipment): ShipmentKey {
  return { createTime, shipmentId };
}

function keyValues({ createTime, shipmentId }: ShipmentKey): readonly unknown[] {
  return [createTime, uuidFromId(shipmentId)];
}

/** One of a person who was erased is empty. */
function hasLabel(label: Buffer | null): label is Buffer {
  return label !== null && label.length > 0;
}
