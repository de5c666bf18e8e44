import { OrderServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { OrderUseCases } from "../app/use-cases.ts";
import type { LineId, OrderId } from "../domain/cart.ts";
import { encodeAnswer } from "./checkout-rpc.ts";
import { encodeOrder, encodeReturn } from "./encode-order.ts";

export const orderRpc = (app: OrderUseCases): ServiceBinding =>
  implement(OrderServiceService, {
    async getOrder({ orderId }, { caller }) {
      return { order: encodeOrder(await app.getOrder(caller, orderId as OrderId)) };
    },

    async listOrders({ pageSize, pageToken }, { caller }) {
      const { items, nextPageToken } = await app.listOrders(caller, { pageSize, pageToken });
      return { orders: items.map(encodeOrder), nextPageToken };
    },

    async resumeCheckout({ orderId }, { caller, request }) {
      return encodeAnswer(await app.resumeCheckout(caller, { orderId: orderId as OrderId, request }));
    },

    async cancelOrder({ orderId, reason }, { caller, request }) {
      const wanted = { orderId: orderId as OrderId, reason, request: required("request_id", request) };
      return { order: encodeOrder(await app.cancelOrder(caller, wanted)) };
    },

    async returnOrderLines({ orderId, lines, reason, businessTime }, { caller, request }) {
      const { order, orderReturn } = await app.returnOrderLines(caller, {
        orderId: orderId as OrderId,
        lines: lines.map(({ lineId, quantity }) => ({ lineId: lineId as LineId, quantity })),
        reason,
        businessTime,
        request: required("request_id", request),
      });
      return { order: encodeOrder(order), orderReturn: encodeReturn(orderReturn) };
    },
  });
