import type { Clock, Ids, Logger, Money, Page, RequestKey } from "#mesh/kernel";
import type { Address } from "../domain/address.ts";
import type { Pace } from "../domain/look-again.ts";
import type { Method } from "../domain/method.ts";
import type { ShipmentDecision } from "../domain/move-shipment.ts";
import type { Allocation, Packing } from "../domain/pack.ts";
import type { BookDecision, RateBook } from "../domain/rate-book.ts";
import type { CarrierChoice, Label, OrderId, Shipment, ShipmentId, TrackingEvent } from "../domain/shipment.ts";
import type { Zone, ZoneId } from "../domain/zone.ts";

/** What the use cases need. */
export interface ShippingPorts {
  readonly rates: RateStore;
  readonly shipments: ShipmentStore;
  readonly orders: Orders;
  /** At least one. */
  readonly carriers: readonly Carrier[];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly pace: Pace;
}

/** Keeps zones and methods. Changes follow each other, and each tells the whole of what it left. */
export interface RateStore {
  /** Keeps the first book, unless there is one. */
  begin(first: () => Omit<RateBook, "version">): Promise<void>;
  /** Oldest first, after the zone of the key. */
  pageOfZones(after: ZoneId | undefined, size: number): Promise<Page<Zone, ZoneId>>;
  /** By id, after the method of the key. */
  pageOfMethods(after: string | undefined, size: number): Promise<Page<Method, string>>;
  /** `decide` may run more than once. */
  change<T>(decide: (book: RateBook) => BookDecision<T>, request?: RequestKey): Promise<T>;
}

export type Decide = (shipment: Shipment) => ShipmentDecision & {
  /** When a worker looks at it again; absent if nothing is left to be done. */
  readonly due?: Date | undefined;
  /** Kept with the shipment. */
  readonly label?: Uint8Array | undefined;
};

/** Keeps shipments and what is being packed. A change and its events are committed together or not at all. */
export interface ShipmentStore {
  find(shipmentId: ShipmentId): Promise<Shipment | undefined>;
  /** PDF; undefined if there is none, or no such shipment. */
  findLabel(shipmentId: ShipmentId): Promise<{ readonly shipment: Shipment; readonly pdf?: Uint8Array } | undefined>;
  /** Those of an order, and of the user if one is named, oldest first, after the key. */
  pageOfOrder(filter: OrderFilter, after: ShipmentKey | undefined, size: number): Promise<ShipmentPage>;
  /** Those in a state as others know it, or all, newest first, after the key. */
  page(state: Shipment["state"] | undefined, after: ShipmentKey | undefined, size: number): Promise<ShipmentPage>;
  /**
   * Keeps what shall be packed, for a worker to finish at `due`, and gives the digest of the request that it was kept
   * under first; or gives the shipment, if it was packed.
   */
  beginPacking(packing: Packing, now: Date, due: Date): Promise<{ requestHash: string } | { shipment: Shipment }>;
  /** Keeps the packed shipment in place of what was to be packed; gives the one that is there if it was packed before. */
  finishPacking(decision: ShipmentDecision): Promise<Shipment>;
  /** Forgets what was to be packed. */
  dropPacking(shipmentId: ShipmentId): Promise<void>;
  /**
   * Decides on the shipment as it was read and, if it changed meanwhile, on what it is now. `decide` may run more than
   * once. Fails with REQUEST_ID_REUSED if the request that is noted was used for another shipment.
   */
  record(read: Shipment, decide: Decide): Promise<Shipment>;
  /** Leases what is to be packed and due until `until`, a few at most. */
  takeDuePackings(now: Date, until: Date): Promise<readonly Due<Packing>[]>;
  /** Leases shipments somebody must answer for, a few at most. */
  takeDueShipments(now: Date, until: Date): Promise<readonly Due<Shipment>[]>;
  /** Leases shipments on their way, a few at most. */
  takeDueTrackings(now: Date, until: Date): Promise<readonly Due<Shipment>[]>;
  /** Ends the lease of what is to be packed: it is tried again then. */
  settlePacking(packing: Packing, due: Date): Promise<void>;
  /** Ends the lease of a shipment, unless it changed meanwhile. */
  settle(shipment: Shipment, due: Date | undefined): Promise<void>;
}

export interface Due<T> {
  readonly item: T;
  /** How often it was looked at in vain, this time included. */
  readonly attempts: number;
}

export interface OrderFilter {
  readonly orderId: OrderId;
  readonly userId?: string | undefined;
}

export interface ShipmentKey {
  readonly createTime: Date;
  readonly shipmentId: ShipmentId;
}

export type ShipmentPage = Page<Shipment, ShipmentKey>;

/** Orders as the order service keeps them. Both may be repeated. */
export interface Orders {
  /** Fails with RESOURCE_NOT_FOUND, ORDER_NOT_SHIPPABLE, NOTHING_TO_SHIP, QUANTITY_TOO_LARGE, REQUEST_ID_REUSED. */
  allocate(packing: Packing): Promise<Allocation>;
  /** Fails with SHIPMENT_STATE_WRONG. */
  release(shipment: Shipment): Promise<void>;
}

/** Carries parcels. Fails with CARRIER_UNAVAILABLE where it is not known what it did, after `withinMs` at the latest. */
export interface Carrier {
  readonly carrierId: string;
  /** What it would do it for. Fails with CARRIER_REFUSED. */
  quote(parcel: Parcel, withinMs: number): Promise<readonly CarrierRate[]>;
  /**
   * Buys the label of a shipment, or gives the one that was bought when that was asked for before: one for a shipment's
   * id. Fails with CARRIER_REFUSED, CARRIER_SERVICE_UNKNOWN.
   */
  buyLabel(shipment: ShipmentId, parcel: Parcel, carrierService: string, withinMs: number): Promise<Label>;
  /** What happened to it so far. */
  track(trackingNumber: string, withinMs: number): Promise<readonly TrackingEvent[]>;
}

/** What a carrier is asked to take. */
export interface Parcel {
  readonly to: Address;
  /** 0 if unknown. */
  readonly weightGrams: number;
}

export interface CarrierRate extends CarrierChoice {
  readonly name: string;
  readonly price: Money;
  readonly deliveryDays: number;
}
