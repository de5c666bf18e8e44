import * as user from "#gen/es/ultramarket/user/v1/wish_list_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function wishListRequests({ wishListId, spareWishListId, wishedVariantId, spareWishedVariantId }: Known) {
  return {
    "WishListService.CreateWishList": of(user.CreateWishListRequestSchema, {
      wishList: { name: "Ideas & more ☼", shared: true },
      requestId,
    }),
    "WishListService.ListWishLists": of(user.ListWishListsRequestSchema, { pageSize: 1 }),
    "WishListService.GetWishList": of(user.GetWishListRequestSchema, { wishListId }),
    "WishListService.UpdateWishList": of(user.UpdateWishListRequestSchema, {
      wishListId,
      wishList: { name: "Home" },
      updateMask: { paths: ["name"] },
      requestId,
    }),
    "WishListService.DeleteWishList": of(user.DeleteWishListRequestSchema, { wishListId: spareWishListId, requestId }),
    "WishListService.AddWishListItem": of(user.AddWishListItemRequestSchema, {
      wishListId,
      variantId: wishedVariantId,
      quantity: 2n,
      note: "the blue one",
      requestId,
    }),
    "WishListService.ListWishListItems": of(user.ListWishListItemsRequestSchema, { wishListId, pageSize: 1 }),
    "WishListService.RemoveWishListItem": of(user.RemoveWishListItemRequestSchema, {
      wishListId,
      variantId: spareWishedVariantId,
      requestId,
    }),
  };
}
