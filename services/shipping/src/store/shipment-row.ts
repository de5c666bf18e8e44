import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Address } from "../domain/address.ts";
import type { Packing } from "../domain/pack.ts";
import type { Sent } from "../domain/sent.ts";
import type { Request, Shipment, ShipmentLine, ShipmentState, TrackingEvent } from "../domain/shipment.ts";

/** A row of `shipments`, without its label. */
export interface ShipmentRow {
  readonly shipment_id: string;
  readonly order_id: string;
  readonly user_id: string | null;
  readonly reservation_id: string | null;
  readonly state: string;
  readonly lines: readonly LineDocument[];
  readonly weight_grams: number;
  readonly address: Address | null;
  readonly carrier_id: string;
  readonly carrier_service: string;
  readonly tracking_number: string;
  readonly tracking_url: string;
  readonly tracking_events: readonly TrackingDocument[];
  readonly pack_hash: string;
  readonly ship_request: string | null;
  readonly ship_hash: string | null;
  readonly cancel_request: string | null;
  readonly cancel_hash: string | null;
  readonly version: bigint;
  readonly revision: bigint;
  readonly create_time: Date;
  readonly ship_time: Date | null;
  readonly deliver_time: Date | null;
  readonly update_time: Date;
}

type LineDocument = Omit<ShipmentLine, "quantity"> & { readonly quantity: string };
type TrackingDocument = Omit<TrackingEvent, "eventTime"> & { readonly eventTime: string };

export function shipmentFromRow(row: ShipmentRow): Shipment {
  return {
    shipmentId: idFromUuid("shp", row.shipment_id),
    orderId: idFromUuid("ord", row.order_id),
    userId: row.user_id === null ? "" : idFromUuid("usr", row.user_id),
    reservationId: row.reservation_id === null ? "" : idFromUuid("rsv", row.reservation_id),
    state: row.state as ShipmentState,
    lines: row.lines.map((line) => ({ ...line, quantity: BigInt(line.quantity) })),
    weightGrams: row.weight_grams,
    ...(row.address === null ? {} : { address: row.address }),
    carrierId: row.carrier_id,
    carrierService: row.carrier_service,
    trackingNumber: row.tracking_number,
    trackingUrl: row.tracking_url,
    trackingEvents: row.tracking_events.map((event) => ({ ...event, eventTime: new Date(event.eventTime) })),
    asked: {
      toPack: row.pack_hash,
      ...(row.ship_request === null ? {} : { toShip: request(row.ship_request, row.ship_hash) }),
      ...(row.cancel_request === null ? {} : { toCancel: request(row.cancel_request, row.cancel_hash) }),
    },
    version: Number(row.version),
    revision: Number(row.revision),
    createTime: row.create_time,
    ...(row.ship_time === null ? {} : { shipTime: row.ship_time }),
    ...(row.deliver_time === null ? {} : { deliverTime: row.deliver_time }),
    updateTime: row.update_time,
  };
}

function request(id: string, hash: string | null): Request {
  return { id, hash: hash ?? "" };
}

/** The values of a new row, in the order of the parameters 1 to 15 of `finishPacking`. */
export function packedValues(shipment: Shipment): readonly unknown[] {
  const { lines, address } = shipment;
  return [
    uuidFromId(shipment.shipmentId),
    uuidFromId(shipment.orderId),
    shipment.userId === "" ? null : uuidFromId(shipment.userId),
    shipment.reservationId === "" ? null : uuidFromId(shipment.reservationId),
    JSON.stringify(lines.map((line) => ({ ...line, quantity: String(line.quantity) }))),
    shipment.weightGrams,
    address === undefined ? null : JSON.stringify(address),
    shipment.asked.toPack,
    shipment.version,
    shipment.revision,
    shipment.createTime,
    shipment.state,
    shipment.trackingNumber,
    shipment.shipTime ?? null,
    shipment.deliverTime ?? null,
  ];
}

/** What a change may write, in the order of the parameters 1 to 18 of `save`. */
export function savedValues(
  { revision }: Shipment,
  next: Shipment,
  due: Date | undefined,
  label: Uint8Array | undefined,
): readonly unknown[] {
  const { toShip, toCancel } = next.asked;
  return [
    uuidFromId(next.shipmentId),
    revision,
    next.state,
    next.carrierId,
    next.carrierService,
    next.trackingNumber,
    next.trackingUrl,
    JSON.stringify(next.trackingEvents),
    label === undefined ? null : Buffer.from(label),
    toShip?.id ?? null,
    toShip?.hash ?? null,
    toCancel?.id ?? null,
    toCancel?.hash ?? null,
    next.version,
    next.shipTime ?? null,
    next.deliverTime ?? null,
    next.updateTime,
    due ?? null,
  ];
}

/** A row of `packings`. */
export interface PackingRow {
  readonly shipment_id: string;
  readonly order_id: string;
  readonly wanted: readonly { readonly lineId: string; readonly quantity: string }[];
  readonly weight_grams: number;
  readonly request_hash: string;
  /** Null if it is to be packed only. */
  readonly ship_time: Date | null;
  readonly deliver_time: Date | null;
  readonly tracking_number: string;
  readonly attempts: number;
}

export function packingFromRow(row: PackingRow): Packing {
  return {
    shipmentId: idFromUuid("shp", row.shipment_id),
    orderId: idFromUuid("ord", row.order_id),
    wanted: row.wanted.map(({ lineId, quantity }) => ({ lineId, quantity: BigInt(quantity) })),
    weightGrams: row.weight_grams,
    requestHash: row.request_hash,
    ...(row.ship_time === null ? {} : { sent: sentOf(row, row.ship_time) }),
  };
}

function sentOf({ deliver_time, tracking_number: trackingNumber }: PackingRow, shipTime: Date): Sent {
  return { shipTime, trackingNumber, ...(deliver_time === null ? {} : { deliverTime: deliver_time }) };
}

/** In the order of the parameters 1 to 8 of `beginPacking`. */
export function packingValues({ sent, ...packing }: Packing): readonly unknown[] {
  const lines = packing.wanted.map(({ lineId, quantity }) => ({ lineId, quantity: String(quantity) }));
  return [
    uuidFromId(packing.shipmentId),
    uuidFromId(packing.orderId),
    JSON.stringify(lines),
    packing.weightGrams,
    packing.requestHash,
    sent?.shipTime ?? null,
    sent?.deliverTime ?? null,
    sent?.trackingNumber ?? "",
  ];
}
