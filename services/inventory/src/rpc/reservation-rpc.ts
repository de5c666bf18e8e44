import { ReservationServiceService, type ReservedLine } from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { InventoryUseCases } from "../app/use-cases.ts";
import type { Line } from "../domain/line.ts";
import type { ReservationId } from "../domain/reservation.ts";
import type { VariantId } from "../domain/stock.ts";
import { encodeReservation } from "./encode.ts";

export const reservationRpc = (app: InventoryUseCases): ServiceBinding =>
  implement(ReservationServiceService, {
    async reserveStock({ reservationId, lines, expireTime }) {
      const hold = {
        reservationId: reservationId as ReservationId,
        lines: lines.map(decodeLine),
        expireTime: required("expire_time", expireTime),
      };
      return { reservation: encodeReservation(await app.reserveStock(hold)) };
    },

    async commitReservation({ reservationId }) {
      const committed = await app.commitReservation(reservationId as ReservationId);
      return { reservation: encodeReservation(committed) };
    },

    async releaseReservation({ reservationId, lines }, { request }) {
      const release = { reservationId: reservationId as ReservationId, lines: lines.map(decodeLine), request };
      const left = await app.releaseReservation(release);
      return { reservation: left && encodeReservation(left) };
    },

    async getReservation({ reservationId }) {
      return { reservation: encodeReservation(await app.getReservation(reservationId as ReservationId)) };
    },
  });

/** Ids have passed the contract's pattern; the types follow. */
const decodeLine = ({ variantId, quantity }: ReservedLine): Line => ({ variantId: variantId as VariantId, quantity });
