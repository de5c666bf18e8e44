import type { Id, Money } from "#mesh/kernel";
import type { Address } from "./address.ts";
import { refuse } from "./errors.ts";

export type CartId = Id<"crt">;
export type LineId = Id<"lin">;
export type VariantId = Id<"var">;
export type ProductId = Id<"prd">;
export type OrderId = Id<"ord">;
export type UserId = Id<"usr">;

/** What one customer is about to buy. It has no prices of its own but those its lines were added at: see Quote. */
export interface Cart extends CartContent {
  readonly cartId: CartId;
  readonly userId: UserId;
  /** ISO 4217; stays what it was at the beginning. */
  readonly currencyCode: string;
  /** In the order they were added, each variant once. */
  readonly lines: readonly CartLine[];
  /** The order of the checkout under way; it may come to nothing, and then the cart is as if it had not been. */
  readonly checkoutOrderId?: OrderId | undefined;
  /** The order it became; such a cart changes no more. */
  readonly orderId?: OrderId | undefined;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

/** What a customer says of a cart, besides what is in it. */
export interface CartContent {
  /** Empty for none yet. */
  readonly email: string;
  readonly shippingAddress?: Address | undefined;
  /** Absent if it is the shipping address. */
  readonly billingAddress?: Address | undefined;
  /** Empty for none yet. */
  readonly shippingMethodId: string;
  /** Upper case, each once, in the order to apply them. */
  readonly couponCodes: readonly string[];
  /** The language the customer is written to in, BCP 47; empty for the customer's own or the market's. */
  readonly languageCode: string;
}

export interface CartLine extends SoldVariant {
  readonly lineId: LineId;
  /** 1 to 1,000,000. */
  readonly quantity: bigint;
  /** Price of one when the line was added; what it costs now is for pricing to say. */
  readonly unitPrice: Money;
}

/** What an order carries of a variant. */
export interface SoldVariant {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly sku: string;
  /** The product's name, with the variant's option values. */
  readonly name: string;
  /** Of one; 0 for what weighs nothing. */
  readonly weightGrams: number;
  /** True if no stock is kept of it and it is not sent, such as a fee. */
  readonly nonStock: boolean;
}

/** Fails with CART_CHECKED_OUT if the cart became an order. */
export function refuseCheckedOut({ orderId }: Cart): void {
  if (orderId !== undefined) throw refuse("CART_CHECKED_OUT", { metadata: { order_id: orderId } });
}

/** The cart with the change, one version on. */
export function changed(cart: Cart, change: Partial<Cart>, now: Date): Cart {
  return { ...cart, ...change, version: cart.version + 1, updateTime: now };
}
