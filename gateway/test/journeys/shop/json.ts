/** What the journeys read of the market's JSON. */
export interface MoneyJson {
  readonly currencyCode: string;
  readonly minorUnits: string;
}

export interface TokensJson {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expireTime: string;
  readonly userId: string;
}

export interface LineJson {
  readonly lineId: string;
  readonly variantId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: string;
  readonly unitPrice: MoneyJson;
  readonly total: MoneyJson;
  readonly discount: MoneyJson;
  readonly tax: MoneyJson;
  /** Absent where nothing is taxed. */
  readonly appliedTax?: AppliedTaxJson;
}

export interface AppliedTaxJson {
  readonly taxClass: string;
  readonly regionCode: string;
  readonly rateHundredths: number;
  readonly name: string;
}

export interface TotalsJson {
  readonly subtotal: MoneyJson;
  readonly discountTotal: MoneyJson;
  readonly shippingTotal: MoneyJson;
  readonly taxTotal: MoneyJson;
  readonly total: MoneyJson;
  readonly taxInclusive: boolean;
  readonly priceSteps: readonly PriceStepJson[];
}

export interface PriceStepJson {
  readonly kind: string;
  readonly lineId: string;
  readonly amount: MoneyJson;
  readonly description: string;
  readonly sourceId: string;
}

export interface CartJson extends TotalsJson {
  readonly cartId: string;
  readonly lines: readonly LineJson[];
  readonly notices: readonly { readonly kind: string; readonly lineId: string; readonly text: string }[];
}

export interface PromotionJson {
  readonly promotionId: string;
  readonly couponCode: string;
  readonly redemptionCount: number;
  /** Absent without a budget. */
  readonly redeemedAmount?: MoneyJson;
}

export interface ShippingOptionJson {
  readonly shippingMethodId: string;
  readonly name: string;
  readonly price: MoneyJson;
}

export interface OrderJson extends TotalsJson {
  readonly shippingTax: MoneyJson;
  /** Absent where nothing is taxed. */
  readonly shippingAppliedTax?: AppliedTaxJson;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly state: string;
  readonly failureReason: string;
  readonly lines: readonly LineJson[];
  readonly payments: readonly { readonly paymentId: string; readonly state: string; readonly amount: MoneyJson }[];
  readonly refunds: readonly { readonly state: string; readonly amount: MoneyJson }[];
  readonly createTime: string;
  readonly businessTime: string;
}

export interface NextActionJson {
  readonly kind: string;
  readonly redirectUrl: string;
}

export interface CheckoutJson {
  readonly order: OrderJson;
  readonly nextAction?: NextActionJson | null;
}

export interface StockJson {
  readonly variantId: string;
  readonly levels: readonly {
    readonly warehouseId: string;
    readonly onHand: string;
    readonly reserved: string;
    readonly available: string;
  }[];
}
