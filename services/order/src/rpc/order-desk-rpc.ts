import { type ListAllOrdersRequest, OrderDeskServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ListAllOrders } from "../app/list-all-orders.ts";
import type { OrderUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/cart.ts";
import { decodeOrderState, encodeOrder } from "./encode-order.ts";

export const orderDeskRpc = (app: OrderUseCases): ServiceBinding =>
  implement(OrderDeskServiceService, {
    async listAllOrders(wanted) {
      const { items, nextPageToken } = await app.listAllOrders(decodeListAllOrders(wanted));
      return { orders: items.map(encodeOrder), nextPageToken };
    },
  });

function decodeListAllOrders({ state, userId, externalReference, ...query }: ListAllOrdersRequest): ListAllOrders {
  const { pageSize, pageToken, startTime, endTime } = query;
  const filter = {
    state: decodeOrderState(state),
    userId: (userId || undefined) as UserId | undefined,
    externalReference: externalReference || undefined,
    ...{ startTime, endTime },
  };
  return { filter, pageSize, pageToken };
}
