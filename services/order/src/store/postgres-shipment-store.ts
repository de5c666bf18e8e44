import { type DomainEvent, uuidFromId } from "#mesh/kernel";
import { type Database, violates } from "#mesh/store";
import type { ShipmentStore } from "../app/ports/shipments.ts";
import { refuse } from "../domain/errors.ts";
import { linesJson } from "./order-values.ts";
import * as sql from "./shipment-statements.ts";

/** Shipments in PostgreSQL: a row each. Every change is one statement. */
export function postgresShipmentStore<E extends DomainEvent>(database: Database<E>): ShipmentStore {
  return {
    async allocate({ orderId, version, shipmentsVersion }, { shipmentId, lines, state, trackingNumber, createTime }) {
      const known = [uuidFromId(orderId), version, shipmentsVersion];
      const allocated = await database
        .query(sql.allocate, [...known, uuidFromId(shipmentId), linesJson(lines), createTime, state, trackingNumber])
        .catch((error: unknown) => {
          if (!violates(error, "order_shipments_key")) throw error;
          throw refuse("SHIPMENT_ID_TAKEN", { metadata: { shipment_id: shipmentId } });
        });
      return allocated.length > 0;
    },
    async release(orderId, shipmentId, now) {
      await database.query(sql.release, [uuidFromId(orderId), uuidFromId(shipmentId), now]);
    },
    async note(orderId, { shipmentId, lines, state, trackingNumber, trackingUrl, createTime, version, updateTime }) {
      const ids = [uuidFromId(orderId), uuidFromId(shipmentId)];
      const told = [linesJson(lines), state, trackingNumber, trackingUrl, createTime, version, updateTime];
      await database.query(sql.note, [...ids, ...told]);
    },
  };
}
