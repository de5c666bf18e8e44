/** The market as a page sees it, whatever the protocol. */
export interface Shop {
  startGuest(): Promise<void>;
  /** The variants of the newest products. */
  browse(): Promise<readonly string[]>;
  createCart(currencyCode: string): Promise<string>;
  addLine(cartId: string, variantId: string, quantity: number): Promise<void>;
  setDelivery(cartId: string, delivery: Delivery): Promise<void>;
  shippingOptions(cartId: string): Promise<readonly string[]>;
  setShipping(cartId: string, shippingMethodId: string): Promise<void>;
  checkout(cartId: string, paymentMethod: string, requestId: string): Promise<string>;
  /** Such as "PAID". */
  orderState(orderId: string): Promise<string>;
}

export interface Delivery {
  readonly email: string;
  readonly shippingAddress: {
    readonly recipientName: string;
    readonly line1: string;
    readonly city: string;
    readonly postalCode: string;
    readonly countryCode: string;
  };
}
