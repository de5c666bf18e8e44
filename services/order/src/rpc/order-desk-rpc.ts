import { OrderDeskServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { OrderUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/cart.ts";
import { decodeOrderState, encodeOrder } from "./encode-order.ts";

export const orderDeskRpc = (app: OrderUseCases): ServiceBinding =>
  implement(OrderDeskServiceService, {
    async listAllOrders({ pageSize, pageToken, state, userId }) {
      const filter = { state: decodeOrderState(state), userId: (userId || undefined) as UserId | undefined };
      const { items, nextPageToken } = await app.listAllOrders({ filter, pageSize, pageToken });
      return { orders: items.map(encodeOrder), nextPageToken };
    },
  });
