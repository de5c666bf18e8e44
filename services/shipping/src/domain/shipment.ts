import type { DomainEvent, Id } from "#mesh/kernel";
import type { Address } from "./address.ts";

export type ShipmentId = Id<"shp">;
export type OrderId = Id<"ord">;

/** CANCELLING is known here alone: the order has not taken the units back yet. To others it is still packed. */
export type ShipmentState = "PACKED" | "HANDING_OVER" | "SHIPPED" | "DELIVERED" | "CANCELLING" | "CANCELLED";

/** What may follow what. HANDING_OVER goes back where the carrier does not take it. */
export const nextStates: Readonly<Record<ShipmentState, readonly ShipmentState[]>> = {
  PACKED: ["HANDING_OVER", "CANCELLING"],
  HANDING_OVER: ["SHIPPED", "PACKED"],
  SHIPPED: ["DELIVERED"],
  DELIVERED: [],
  CANCELLING: ["CANCELLED"],
  CANCELLED: [],
};

/** Goods of one order, sent together. */
export interface Shipment {
  readonly shipmentId: ShipmentId;
  readonly orderId: OrderId;
  /** Whose order it is; empty if of nobody with an account. */
  readonly userId: string;
  /** What keeps the units in stock; empty if nothing does. */
  readonly reservationId: string;
  readonly state: ShipmentState;
  readonly lines: readonly ShipmentLine[];
  /** 0 if unknown. */
  readonly weightGrams: number;
  /** Where it goes: personal, never in events or logs. */
  readonly address?: Address | undefined;
  /** Empty until one is chosen. */
  readonly carrierId: string;
  readonly carrierService: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string;
  /** Oldest first. */
  readonly trackingEvents: readonly TrackingEvent[];
  /** Who asked for it to be packed, handed over and cancelled: repeats are told from others by it. */
  readonly asked: Asked;
  /** Counts the events, from 1. */
  readonly version: number;
  /** Counts the times it was written. */
  readonly revision: number;
  readonly createTime: Date;
  readonly shipTime?: Date | undefined;
  readonly deliverTime?: Date | undefined;
  readonly updateTime: Date;
}

export interface Asked {
  readonly toPack: string;
  readonly toShip?: Request | undefined;
  readonly toCancel?: Request | undefined;
}

/** A request as it is told from others. */
export interface Request {
  /** A UUID of who asked, for what, under which request id. */
  readonly id: string;
  /** Digest of its content. */
  readonly hash: string;
}

export interface ShipmentLine {
  readonly lineId: string;
  readonly variantId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: bigint;
}

/** What the carrier told. */
export interface TrackingEvent {
  /** Such as "in_transit"; "delivered" is the last. */
  readonly code: string;
  readonly description: string;
  readonly location: string;
  readonly eventTime: Date;
}

/** A carrier and its service; empty where it is left to the market. */
export interface CarrierChoice {
  readonly carrierId: string;
  readonly carrierService: string;
}

/** What a carrier hands out for a shipment it takes. */
export interface Label {
  readonly carrierService: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string;
  readonly pdf: Uint8Array;
}

/** Something that happened to a shipment, told with the shipment after it. */
export interface ShipmentEvent extends DomainEvent {
  readonly type: "ShipmentPacked" | "ShipmentShipped" | "ShipmentDelivered" | "ShipmentCancelled";
  readonly shipment: Shipment;
}
