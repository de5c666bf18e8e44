import { type Seller as ProtoSeller, SellerState } from "#gen/grpc/ultramarket/user/v1/seller.ts";
import { SellerDeskServiceService, SellerServiceService } from "#gen/grpc/ultramarket/user/v1/seller_service.ts";
import { maskedChange, required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { UserUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";
import { type Seller, sellerState } from "../domain/seller.ts";

export const sellerRpc = (app: UserUseCases): ServiceBinding =>
  implement(SellerServiceService, {
    async getSeller({ seller }) {
      return { seller: encode(await app.getSeller(seller)) };
    },

    async listSellers(query) {
      const { items, nextPageToken } = await app.listSellers(query);
      return { sellers: items.map(encode), nextPageToken };
    },

    async getMySeller(_, { caller }) {
      return { seller: encode(await app.getMySeller(caller)) };
    },

    async updateMySeller({ seller, updateMask, etag }, { caller, request }) {
      const change = maskedChange(required("seller", seller), updateMask ?? []);
      return { seller: encode(await app.updateMySeller(caller, { change, etag, request })) };
    },
  });

export const sellerDeskRpc = (app: UserUseCases): ServiceBinding =>
  implement(SellerDeskServiceService, {
    async setSellerSuspended({ userId, suspended }, { request }) {
      return { seller: encode(await app.setSellerSuspended(userId as UserId, suspended, request)) };
    },
  });

const states = {
  ACTIVE: SellerState.SELLER_STATE_ACTIVE,
  PAUSED: SellerState.SELLER_STATE_PAUSED,
  SUSPENDED: SellerState.SELLER_STATE_SUSPENDED,
} as const;

function encode(seller: Seller): ProtoSeller {
  const { userId, name, slug, description, logoUrl, contactEmail, createTime, updateTime } = seller;
  const said = { userId, name, slug, description, logoUrl, contactEmail, createTime, updateTime };
  return { ...said, state: states[sellerState(seller)], etag: String(seller.version) };
}
