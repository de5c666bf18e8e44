import { WishListServiceService } from "#gen/grpc/ultramarket/user/v1/wish_list_service.ts";
import { maskedChange, required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { UserUseCases } from "../app/use-cases.ts";
import type { VariantId, WishListId } from "../domain/ids.ts";
import { encodeWishList, encodeWishListItem } from "./encode.ts";

export const wishListRpc = (app: UserUseCases): ServiceBinding =>
  implement(WishListServiceService, {
    async createWishList({ wishList }, { caller, request }) {
      return { wishList: encodeWishList(await app.createWishList(caller, required("wish_list", wishList), request)) };
    },

    async listWishLists({ pageSize, pageToken }, { caller }) {
      const { items, nextPageToken } = await app.listWishLists(caller, { pageSize, pageToken });
      return { wishLists: items.map(encodeWishList), nextPageToken };
    },

    async getWishList({ wishListId }, { caller }) {
      return { wishList: encodeWishList(await app.getWishList(caller, wishListId as WishListId)) };
    },

    async updateWishList({ wishListId, wishList, updateMask, etag }, { caller, request }) {
      const change = maskedChange(required("wish_list", wishList), updateMask ?? []);
      const wanted = { wishListId: wishListId as WishListId, change, etag, request };
      return { wishList: encodeWishList(await app.updateWishList(caller, wanted)) };
    },

    async deleteWishList({ wishListId }, { caller, request }) {
      await app.deleteWishList(caller, wishListId as WishListId, request);
      return {};
    },

    async addWishListItem({ wishListId, variantId, quantity, note }, { caller, request }) {
      const wish = { variantId: variantId as VariantId, quantity: Number(quantity), note };
      const wanted = { wishListId: wishListId as WishListId, wish, request };
      return { item: encodeWishListItem(await app.addWishListItem(caller, wanted)) };
    },

    async listWishListItems({ wishListId, pageSize, pageToken }, { caller }) {
      const wanted = { wishListId: wishListId as WishListId, pageSize, pageToken };
      const { items, nextPageToken } = await app.listWishListItems(caller, wanted);
      return { items: items.map(encodeWishListItem), nextPageToken };
    },

    async removeWishListItem({ wishListId, variantId }, { caller, request }) {
      const wanted = { wishListId: wishListId as WishListId, variantId: variantId as VariantId, request };
      await app.removeWishListItem(caller, wanted);
      return {};
    },
  });
