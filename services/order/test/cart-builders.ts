import { type Caller, createIds, type Id, idFromUuid } from "#mesh/kernel";
import type { Address } from "../src/domain/address.ts";
import type { Cart, CartLine, SoldVariant } from "../src/domain/cart.ts";
import { emptyQuote } from "../src/domain/cart-purchase.ts";
import type { DraftOrder } from "../src/domain/draft-order.ts";
import type { DraftOrderEntry } from "../src/domain/draft-order-entry.ts";
import type { Quote, QuotedLine } from "../src/domain/quote.ts";
import type { ShippingRates } from "../src/domain/shipping-rates.ts";

export const noon = new Date("2026-06-01T12:00:00Z");
export const later = new Date("2026-06-01T12:05:00Z");

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds({ now: () => new Date() });

/** The same id for the same number, run after run. */
export function fixedId<Prefix extends string>(prefix: Prefix, number: number): Id<Prefix> {
  return idFromUuid(prefix, `00000000-0000-7000-8000-${number.toString().padStart(12, "0")}`);
}

export const euros = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });

export function anAddress(change: Partial<Address> = {}): Address {
  return {
    recipientName: "Ada Lovelace",
    organization: "",
    line1: "12 St James's Square",
    line2: "",
    city: "London",
    regionCode: "",
    postalCode: "SW1Y 4JH",
    countryCode: "GB",
    phone: "",
    ...change,
  };
}

export function aSoldVariant(change: Partial<SoldVariant> = {}): SoldVariant {
  return {
    variantId: ids.next("var"),
    productId: ids.next("prd"),
    sku: `SKU-${ids.uuid()}`,
    name: "Stoneware mug (Blue)",
    weightGrams: 350,
    nonStock: false,
    ...change,
  };
}

export function aCartLine(change: Partial<CartLine> = {}): CartLine {
  return { ...aSoldVariant(), lineId: ids.next("lin"), quantity: 2n, unitPrice: euros(1290n), ...change };
}

/** An open cart with one line. */
export function aCart(change: Partial<Cart> = {}): Cart {
  return {
    cartId: ids.next("crt"),
    userId: ids.next("usr"),
    currencyCode: "EUR",
    email: "",
    shippingMethodId: "",
    couponCodes: [],
    languageCode: "",
    lines: [aCartLine()],
    version: 1,
    createTime: noon,
    updateTime: noon,
    ...change,
  };
}

/** What the lines cost at the prices they were added at. */
export function aQuote(
  { lines, currencyCode }: Pick<Cart, "lines" | "currencyCode">,
  change: Partial<Quote> = {},
): Quote {
  const quoted = lines.map(({ lineId, variantId, quantity, unitPrice }): QuotedLine => {
    const total = { currencyCode, minorUnits: unitPrice.minorUnits * quantity };
    const zero = { currencyCode, minorUnits: 0n };
    return { lineId, variantId, quantity, unitPrice, total, discount: zero, tax: zero };
  });
  const subtotal = { currencyCode, minorUnits: quoted.reduce((sum, { total }) => sum + total.minorUnits, 0n) };
  return { ...emptyQuote(currencyCode), lines: quoted, subtotal, total: subtotal, ...change };
}

export const yen = (minorUnits: bigint) => ({ currencyCode: "JPY", minorUnits });

/** A flat price and one by weight, everywhere; only the first has a price in yen. */
export const someRates: ShippingRates = {
  zones: [{ zoneId: "all", countryCodes: [] }],
  methods: [
    {
      ...{ shippingMethodId: "standard", name: "Standard", kind: "FLAT" },
      rates: [euros(490n), yen(800n)].map((price) => ({ zoneId: "all", tiers: [{ from: 0n, price }] })),
    },
    {
      ...{ shippingMethodId: "parcel", name: "Parcel", kind: "BY_WEIGHT" },
      rates: [{ zoneId: "all", tiers: [{ from: 0n, price: euros(250n), perStartedKilogram: euros(120n) }] }],
    },
  ],
};

/** A caller who is this user. */
export const callerOf = (userId: string, permissions: readonly string[] = []): Caller => ({
  workload: "gateway",
  user: { userId, sessionId: "ses_1", permissions: new Set(permissions), isGuest: false },
});

export function aDraftEntry(change: Partial<DraftOrderEntry> = {}): DraftOrderEntry {
  const lines = [{ variantId: ids.next("var"), quantity: 2n, manualUnitPrice: euros(900n) }];
  return { currencyCode: "EUR", lines, email: "", reason: "ordered by telephone", externalReference: "", ...change };
}

/** An open draft with one line at a price of its own. */
export function aDraftOrder(change: Partial<DraftOrder> = {}): DraftOrder {
  const { lines: _, ...entry } = aDraftEntry();
  const line = { ...aSoldVariant(), lineId: ids.next("lin"), quantity: 2n, manualUnitPrice: euros(900n) };
  const quote = aQuote({ currencyCode: "EUR", lines: [{ ...line, unitPrice: euros(900n) }] });
  return {
    ...entry,
    draftOrderId: ids.next("drf"),
    state: "OPEN",
    lines: [line],
    quote,
    createdBy: ids.next("usr"),
    createTime: noon,
    updateTime: noon,
    ...change,
  };
}
