import type { CartInput } from "#gen/grpc/ultramarket/order/v1/cart_service.ts";
import { maskedChange } from "#mesh/kernel";
import type { CartContent } from "../domain/cart.ts";

/** The fields of the input that the mask names. */
export function decodeCartChange(input: CartInput, mask: readonly string[]): Partial<CartContent> {
  const { email, shippingAddress, billingAddress, shippingMethodId, couponCodes } = input;
  return maskedChange({ email, shippingAddress, billingAddress, shippingMethodId, couponCodes }, mask);
}
