import type { AllocateShipmentResponse } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { FulfillmentServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { DomainError, refuse as refuseShared, required } from "#mesh/kernel";
import type { Orders } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { AllocatedLine, Allocation } from "../domain/pack.ts";
import type { Dial } from "./dial.ts";

/** Orders as the order service keeps them. */
export function orderClient(dial: Dial): Orders {
  const orders = dial(FulfillmentServiceService);
  return {
    allocate: ({ shipmentId, orderId, wanted, sent }) => {
      const told = { sent: sent !== undefined, trackingNumber: sent?.trackingNumber ?? "" };
      return orders
        .allocateShipment({ orderId, shipmentId, lines: [...wanted], requestId: `${shipmentId}/allocate`, ...told })
        .then(decodeAllocation, notAllocated);
    },
    async release({ shipmentId, orderId }) {
      await orders.releaseShipment({ orderId, shipmentId, requestId: `${shipmentId}/release` }).catch(notReleased);
    },
  };
}

function decodeAllocation({ order: given, lines, reservationId }: AllocateShipmentResponse): Allocation {
  const order = required("order", given);
  const known = new Map(order.lines.map((line) => [line.lineId, line]));
  const allocated = lines.map(({ lineId, quantity }): AllocatedLine => {
    const { variantId, sku, name, weightGrams } = required("order.lines", known.get(lineId));
    return { lineId, variantId, sku, name, quantity, weightGrams };
  });
  const address = order.shippingAddress;
  return { userId: order.userId, reservationId, lines: allocated, ...(address === undefined ? {} : { address }) };
}

function notAllocated(error: unknown): never {
  const { reason, metadata } = refusalOf(error) ?? {};
  switch (reason) {
    case "ORDER_NOT_SHIPPABLE":
    case "NOTHING_TO_SHIP":
    case "QUANTITY_TOO_LARGE":
      throw refuse(reason, { metadata: { ...metadata }, cause: error });
    case "SHIPMENT_ID_TAKEN":
      throw refuseShared("REQUEST_ID_REUSED", { cause: error });
    default:
      throw error;
  }
}

function notReleased(error: unknown): void {
  const isUnknown = error instanceof DomainError && error.reason === "RESOURCE_NOT_FOUND";
  if (isUnknown) return;
  const isSent = refusalOf(error)?.reason === "SHIPMENT_SENT";
  throw isSent ? refuse("SHIPMENT_STATE_WRONG", { metadata: { state: "SHIPPED" }, cause: error }) : error;
}

/** The order service's own refusal, if the error is one. */
function refusalOf(error: unknown): DomainError | undefined {
  return error instanceof DomainError && error.domain === "order.ultramarket" ? error : undefined;
}
