import * as user from "#gen/es/ultramarket/user/v1/seller_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function sellerRequests({ sellerId, sellerSlug }: Known) {
  return {
    "SellerService.GetSeller": of(user.GetSellerRequestSchema, { seller: sellerSlug }),
    "SellerService.ListSellers": of(user.ListSellersRequestSchema, { pageSize: 1 }),
    "SellerService.GetMySeller": of(user.GetMySellerRequestSchema, {}),
    "SellerService.UpdateMySeller": of(user.UpdateMySellerRequestSchema, {
      seller: { description: "Mugs & more ☼", contactEmail: "mugs@ultramarket.example" },
      updateMask: { paths: ["description", "contact_email"] },
      requestId,
    }),
    "SellerDeskService.SetSellerSuspended": of(user.SetSellerSuspendedRequestSchema, {
      userId: sellerId,
      suspended: false,
      requestId,
    }),
  };
}
