import { DraftOrderServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { type Handlers, implement, type ServiceBinding } from "#mesh/rpc";
import type { DraftOrderUseCases } from "../app/draft-order-use-cases.ts";
import type { DraftOrderId } from "../domain/draft-order.ts";
import { decodeDraftOrder, decodeDraftOrderState } from "./decode-draft-order.ts";
import { encodeDraftOrder } from "./encode-draft-order.ts";

/** Placing is of this service by its contract, and of orders by what it does. */
export type PlaceDraftHandler = Pick<Handlers<typeof DraftOrderServiceService>, "placeDraftOrder">;

export const draftOrderRpc = (app: DraftOrderUseCases, { placeDraftOrder }: PlaceDraftHandler): ServiceBinding =>
  implement(DraftOrderServiceService, {
    placeDraftOrder,

    async createDraftOrder(wanted, { caller, request }) {
      return { draftOrder: encodeDraftOrder(await app.createDraftOrder(caller, decodeDraftOrder(wanted), request)) };
    },

    async getDraftOrder({ draftOrderId }) {
      return { draftOrder: encodeDraftOrder(await app.getDraftOrder(draftOrderId as DraftOrderId)) };
    },

    async listDraftOrders({ pageSize, pageToken, state }) {
      const query = { pageSize, pageToken, state: decodeDraftOrderState(state) };
      const { items, nextPageToken } = await app.listDraftOrders(query);
      return { draftOrders: items.map(encodeDraftOrder), nextPageToken };
    },

    async discardDraftOrder({ draftOrderId }, { caller, request }) {
      const discarded = await app.discardDraftOrder(caller, draftOrderId as DraftOrderId, request);
      return { draftOrder: encodeDraftOrder(discarded) };
    },
  });
