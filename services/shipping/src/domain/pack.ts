import { idFromUuid, invalid } from "#mesh/kernel";
import type { Address } from "./address.ts";
import { type ShipmentDecision, told } from "./move-shipment.ts";
import { handOverAsSent, type Sent } from "./sent.ts";
import type { OrderId, Request, ShipmentId, ShipmentLine } from "./shipment.ts";

/** What shall be packed: kept until the order has set it aside. */
export interface Packing {
  /** Follows from who asked under which request id, so that a repeat means the same shipment. */
  readonly shipmentId: ShipmentId;
  readonly orderId: OrderId;
  /** None for everything that is left. */
  readonly wanted: readonly WantedLine[];
  /** 0 for the sum of what the order's lines weigh. */
  readonly weightGrams: number;
  /** How it was sent already; absent if it is to be packed only. */
  readonly sent?: Sent | undefined;
  /** Digest of the request's content. */
  readonly requestHash: string;
}

export interface WantedLine {
  readonly lineId: string;
  readonly quantity: bigint;
}

/** What the order set aside. */
export interface Allocation {
  readonly userId: string;
  readonly reservationId: string;
  readonly address?: Address | undefined;
  readonly lines: readonly AllocatedLine[];
}

export interface AllocatedLine extends ShipmentLine {
  /** Of one; 0 if unknown. */
  readonly weightGrams: number;
}

/** Fails with INVALID_REQUEST if a line comes twice. */
export function beginPacking(wanted: Omit<Packing, "shipmentId" | "requestHash">, { id, hash }: Request): Packing {
  const seen = new Set<string>();
  const twice = wanted.wanted.findIndex(({ lineId }) => seen.size === seen.add(lineId).size);
  if (twice >= 0) throw invalid({ field: `lines[${twice}].line_id`, description: "names a line a second time" });
  return { ...wanted, shipmentId: idFromUuid("shp", id), requestHash: hash };
}

const heaviestGrams = 2_147_483_647n;

/** The packed shipment; handed over if it was sent already. */
export function pack(packing: Packing, allocation: Allocation, now: Date): ShipmentDecision {
  const { shipmentId, orderId, requestHash, sent } = packing;
  const { lines, ...rest } = allocation;
  const nothing = { carrierId: "", carrierService: "", trackingNumber: "", trackingUrl: "", trackingEvents: [] };
  const next = {
    ...{ shipmentId, orderId, ...rest, ...nothing, state: "PACKED" as const },
    lines: lines.map(({ weightGrams: _, ...line }) => line),
    weightGrams: packing.weightGrams || sumOf(lines),
    asked: { toPack: requestHash },
    version: 0,
    revision: 1,
    createTime: now,
    updateTime: now,
  };
  return sent === undefined ? told("ShipmentPacked", { next, events: [] }) : handOverAsSent(next, sent);
}

function sumOf(lines: readonly AllocatedLine[]): number {
  const sum = lines.reduce((grams, { weightGrams, quantity }) => grams + BigInt(weightGrams) * quantity, 0n);
  return Number(sum < heaviestGrams ? sum : heaviestGrams);
}
