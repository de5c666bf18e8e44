import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Address } from "../domain/address.ts";
import type { Cart, CartLine } from "../domain/cart.ts";

/** A row of `carts`, with those of its `cart_lines`; null if there are none. */
export interface CartRow {
  readonly cart_id: string;
  readonly user_id: string;
  readonly version: bigint;
  readonly currency_code: string;
  readonly email: string;
  readonly language_code: string;
  readonly shipping_address: Address | null;
  readonly billing_address: Address | null;
  readonly shipping_method_id: string;
  readonly coupon_codes: readonly string[];
  readonly checkout_order_id: string | null;
  readonly order_id: string | null;
  readonly create_time: Date;
  readonly update_time: Date;
  readonly lines: readonly CartLineRow[] | null;
}

/** As JSON has it. */
interface CartLineRow {
  readonly line_id: string;
  readonly variant_id: string;
  readonly product_id: string;
  readonly sku: string;
  readonly name: string;
  readonly weight_grams: number;
  readonly non_stock: boolean;
  readonly quantity: number;
  readonly unit_price: string;
}

export function cartFromRow(row: CartRow): Cart {
  return {
    cartId: idFromUuid("crt", row.cart_id),
    userId: idFromUuid("usr", row.user_id),
    version: Number(row.version),
    currencyCode: row.currency_code,
    email: row.email,
    languageCode: row.language_code,
    shippingAddress: row.shipping_address ?? undefined,
    billingAddress: row.billing_address ?? undefined,
    shippingMethodId: row.shipping_method_id,
    couponCodes: row.coupon_codes,
    checkoutOrderId: row.checkout_order_id === null ? undefined : idFromUuid("ord", row.checkout_order_id),
    orderId: row.order_id === null ? undefined : idFromUuid("ord", row.order_id),
    createTime: row.create_time,
    updateTime: row.update_time,
    lines: (row.lines ?? []).map((line) => lineFromRow(line, row.currency_code)),
  };
}

function lineFromRow(row: CartLineRow, currencyCode: string): CartLine {
  return {
    lineId: idFromUuid("lin", row.line_id),
    variantId: idFromUuid("var", row.variant_id),
    productId: idFromUuid("prd", row.product_id),
    sku: row.sku,
    name: row.name,
    weightGrams: row.weight_grams,
    nonStock: row.non_stock,
    quantity: BigInt(row.quantity),
    unitPrice: { currencyCode, minorUnits: BigInt(row.unit_price) },
  };
}

/** The values of the statement that inserts an empty cart. */
export function insertValues(cart: Cart): readonly unknown[] {
  const { cartId, userId, version, currencyCode, createTime, updateTime, checkoutOrderId, orderId } = cart;
  return [
    uuidFromId(cartId),
    uuidFromId(userId),
    version,
    currencyCode,
    ...contentValues(cart),
    checkoutOrderId === undefined ? null : uuidFromId(checkoutOrderId),
    orderId === undefined ? null : uuidFromId(orderId),
    createTime,
    updateTime,
  ];
}

/** The values of the statement that turns a cart into the next one: what it says of itself, and the lines that differ. */
export function updateValues(before: Cart, next: Cart): readonly unknown[] {
  const known = new Set(before.lines);
  const staying = new Set(next.lines.map(({ lineId }) => lineId));
  const gone = before.lines.filter(({ lineId }) => !staying.has(lineId)).map(({ lineId }) => uuidFromId(lineId));
  return [
    uuidFromId(next.cartId),
    before.version,
    next.version,
    ...contentValues(next),
    next.updateTime,
    gone,
    ...lineValues(next.lines.filter((line) => !known.has(line))),
  ];
}

function contentValues(cart: Cart) {
  const { email, shippingAddress, billingAddress, shippingMethodId, couponCodes, languageCode } = cart;
  return [email, shippingAddress ?? null, billingAddress ?? null, shippingMethodId, couponCodes, languageCode];
}

function lineValues(lines: readonly CartLine[]): readonly unknown[][] {
  return [
    lines.map(({ lineId }) => uuidFromId(lineId)),
    lines.map(({ variantId }) => uuidFromId(variantId)),
    lines.map(({ productId }) => uuidFromId(productId)),
    lines.map(({ sku }) => sku),
    lines.map(({ name }) => name),
    lines.map(({ weightGrams }) => weightGrams),
    lines.map(({ quantity }) => quantity),
    lines.map(({ unitPrice }) => unitPrice.minorUnits),
    lines.map(({ nonStock }) => nonStock),
  ];
}
