import type { Message } from "@bufbuild/protobuf";
import type { Known } from "./known.ts";
import { analyticsRequests } from "./samples/analytics.ts";
import { accountRequests } from "./samples/auth.ts";
import { inventoryRequests } from "./samples/inventory.ts";
import { notificationRequests } from "./samples/notification.ts";
import { cartRequests, creditRequests, draftOrderRequests, orderRequests } from "./samples/order.ts";
import { paymentRequests } from "./samples/payment.ts";
import { pricingRequests } from "./samples/pricing.ts";
import { privacyRequests } from "./samples/privacy.ts";
import { productRequests } from "./samples/product.ts";
import { searchRequests } from "./samples/search.ts";
import { sellerRequests } from "./samples/seller.ts";
import { shipmentRequests, shippingRateRequests } from "./samples/shipping.ts";
import { userRequests } from "./samples/user.ts";
import { wishListRequests } from "./samples/wish-list.ts";

/** A request for each public RPC that succeeds, and gives the same answer, however often it is sent. */
export function sampleRequests(known: Known): Readonly<Record<string, Message>> {
  return {
    ...productRequests(known),
    ...accountRequests(known),
    ...pricingRequests(known),
    ...inventoryRequests(known),
    ...cartRequests(known),
    ...orderRequests(known),
    ...draftOrderRequests(known),
    ...creditRequests(known),
    ...paymentRequests(known),
    ...userRequests(known),
    ...wishListRequests(known),
    ...privacyRequests(known),
    ...sellerRequests(known),
    ...searchRequests(),
    ...shipmentRequests(known),
    ...shippingRateRequests(known),
    ...notificationRequests(known),
    ...analyticsRequests(),
  };
}
