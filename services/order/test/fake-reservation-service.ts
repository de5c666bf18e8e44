import { ReservationServiceService } from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import { DomainError } from "#mesh/kernel";
import { implement } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";

/** An inventory service that has as much as it is told, keeps what it is asked, and fails the next call as it is told. */
export function fakeReservationService() {
  const stock = new Map<string, bigint>();
  const calls: string[] = [];
  const failures = new Map<string, Error>();
  const asked = (verb: string, requestId: string) => {
    calls.push(`${verb} ${requestId}`);
    const failure = failures.get(verb);
    failures.delete(verb);
    if (failure !== undefined) throw failure;
  };
  const { reserveStock, commitReservation, releaseReservation } = ReservationServiceService;
  const service = defineService({
    name: "inventory",
    config: {},
    async start() {
      const rpc = implement(
        { reserveStock, commitReservation, releaseReservation },
        {
          async reserveStock({ lines, requestId }) {
            asked("reserve", requestId);
            for (const { variantId, quantity } of lines) {
              const available = stock.get(variantId) ?? 0n;
              if (available < quantity) throw outOfStock(variantId, available);
            }
            for (const { variantId, quantity } of lines) stock.set(variantId, (stock.get(variantId) ?? 0n) - quantity);
            return { reservation: undefined };
          },
          async commitReservation({ requestId }) {
            asked("commit", requestId);
            return { reservation: undefined };
          },
          async releaseReservation({ lines, requestId }) {
            asked("release", requestId);
            for (const { variantId, quantity } of lines) stock.set(variantId, (stock.get(variantId) ?? 0n) + quantity);
            return { reservation: undefined };
          },
        },
      );
      return { rpc: [rpc] };
    },
  });
  return { service, stock, calls, failures };
}

export const inventoryRefusal = (reason: string, metadata: Record<string, string> = {}) =>
  new DomainError("FAILED_PRECONDITION", "inventory.ultramarket", reason, "refused", { metadata });

const outOfStock = (variantId: string, available: bigint) =>
  inventoryRefusal("OUT_OF_STOCK", { variant_id: variantId, available: String(available), wanted: "?" });
