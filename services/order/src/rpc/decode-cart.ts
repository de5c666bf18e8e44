import type { CartInput } from "#gen/grpc/ultramarket/order/v1/cart_service.ts";
import { maskedChange } from "#mesh/kernel";
import type { CartContent } from "../domain/cart.ts";

/** The fields of the input that the mask names. */
export function decodeCartChange(input: CartInput, mask: readonly string[]): Partial<CartContent> {
  const { email, shippingAddress, billingAddress, shippingMethodId, couponCodes, languageCode } = input;
  const content = { email, shippingAddress, billingAddress, shippingMethodId, couponCodes, languageCode };
  return maskedChange(content, mask);
}
