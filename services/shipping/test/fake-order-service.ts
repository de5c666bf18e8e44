import { Order, type OrderLine } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { FulfillmentServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { DomainError, notFound } from "#mesh/kernel";
import { implement } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";
import { anAddress, ids } from "./builders.ts";

interface KeptOrder {
  readonly order: Order;
  readonly reservationId: string;
  state: "PAID" | "CANCELLED";
  /** Units set aside, by shipment; undefined once taken back. */
  readonly shipments: Map<string, readonly Line[] | undefined>;
}

interface Line {
  readonly lineId: string;
  readonly quantity: bigint;
}

/** An order service that sets units aside as the contract says, in memory. */
export function fakeOrderService() {
  const orders = new Map<string, KeptOrder>();
  const failures: DomainError[] = [];
  const failOnce = () => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
  };
  const service = defineService({
    name: "order",
    config: {},
    async start() {
      const binding = implement(FulfillmentServiceService, {
        async readOrder({ orderId }) {
          return { order: found(orderId).order };
        },
        async allocateShipment({ orderId, shipmentId, lines }) {
          failOnce();
          const kept = found(orderId);
          const allocated = kept.shipments.get(shipmentId) ?? allocate(kept, shipmentId, lines);
          return { order: kept.order, lines: [...allocated], reservationId: kept.reservationId };
        },
        async releaseShipment({ orderId, shipmentId }) {
          failOnce();
          const kept = found(orderId);
          kept.shipments.set(shipmentId, undefined);
          return { order: kept.order };
        },
      });
      return { rpc: [binding] };
    },
  });

  function found(orderId: string): KeptOrder {
    const kept = orders.get(orderId);
    if (kept === undefined) throw notFound();
    return kept;
  }

  return {
    service,
    /** A paid order of three mugs and one pot. */
    place(change: { readonly userId?: string; readonly countryCode?: string } = {}) {
      const { userId = ids.next("usr"), countryCode = "CH" } = change;
      const orderId = ids.next("ord");
      const order = Order.fromPartial({
        ...{ orderId, userId, lines: [aLine("MUG", 3n, 350), aLine("POT", 1n, 2_000)] },
        shippingAddress: anAddress({ countryCode }),
      });
      const kept: KeptOrder = { order, reservationId: ids.next("rsv"), state: "PAID", shipments: new Map() };
      orders.set(orderId, kept);
      return kept;
    },
    /** The next call of this service fails so. */
    fail: (error: DomainError) => void failures.push(error),
    /** Ids of the shipments units are set aside for. */
    allocatedTo: (orderId: string) => [...found(orderId).shipments].flatMap(([id, lines]) => (lines ? [id] : [])),
  };
}

export type FakeOrderService = ReturnType<typeof fakeOrderService>;

function allocate(kept: KeptOrder, shipmentId: string, lines: readonly Line[]): readonly Line[] {
  if (kept.shipments.has(shipmentId)) throw orderRefusal("SHIPMENT_ID_TAKEN");
  if (kept.state !== "PAID") throw orderRefusal("ORDER_NOT_SHIPPABLE", { state: kept.state });
  const left = leftOf(kept);
  const wanted = lines.length > 0 ? lines : left.filter(({ quantity }) => quantity > 0n);
  if (wanted.length === 0) throw orderRefusal("NOTHING_TO_SHIP");
  for (const { lineId, quantity } of wanted) {
    const shippable = left.find((line) => line.lineId === lineId)?.quantity ?? 0n;
    if (quantity > shippable) {
      throw orderRefusal("QUANTITY_TOO_LARGE", { line_id: lineId, shippable: String(shippable) });
    }
  }
  kept.shipments.set(shipmentId, wanted);
  return wanted;
}

function leftOf({ order, shipments }: KeptOrder): readonly Line[] {
  const packed = [...shipments.values()].flatMap((lines) => lines ?? []);
  return order.lines.map(({ lineId, quantity }) => {
    const gone = packed.filter((line) => line.lineId === lineId).reduce((sum, line) => sum + line.quantity, 0n);
    return { lineId, quantity: quantity - gone };
  });
}

function aLine(sku: string, quantity: bigint, weightGrams: number): OrderLine {
  const [lineId, variantId, productId] = [ids.next("lin"), ids.next("var"), ids.next("prd")];
  return {
    ...{ lineId, variantId, productId, sku, name: sku, quantity, weightGrams },
    ...{ unitPrice: undefined, total: undefined, discount: undefined, tax: undefined, appliedTax: undefined },
    ...{ returnedQuantity: 0n, shippedQuantity: 0n, nonStock: false },
  };
}

/** What the order service says no with. */
export function orderRefusal(reason: string, metadata: Readonly<Record<string, string>> = {}): DomainError {
  const kind = reason === "SHIPMENT_ID_TAKEN" ? "ALREADY_EXISTS" : "FAILED_PRECONDITION";
  return new DomainError(kind, "order.ultramarket", reason, reason, { metadata });
}
