import type { Money } from "#mesh/kernel";
import type { AccountFacts, CodeFacts, OrderFacts, ShipmentFacts } from "./facts.ts";
import { type Format, formatOf } from "./format.ts";
import { greetable, oneLine } from "./plain.ts";

/** What templates may name: texts ready to be read, lists of them, and null for what a message does not have. */
export interface View {
  readonly [name: string]: string | boolean | null | View | readonly View[] | readonly string[];
}

/** What every message knows of the market. */
export interface Shop {
  readonly name: string;
  /** Of the storefront, without a slash at its end. */
  readonly url: string;
}

/** Writes facts down for readers of a language. */
export type ViewIn = (languageCode: string) => View;

export const orderView =
  (shop: Shop, order: OrderFacts): ViewIn =>
  (language) => {
    const format = formatOf(language);
    return { ...common(shop, language, order.recipientName), order: viewOf(shop, order, format) };
  };

export const refundView =
  (shop: Shop, order: OrderFacts, amount: Money): ViewIn =>
  (language) => ({ ...orderView(shop, order)(language), refund: { amount: formatOf(language).money(amount) } });

export const shipmentView =
  (shop: Shop, order: OrderFacts, { trackingNumber, trackingUrl, lines }: ShipmentFacts): ViewIn =>
  (language) => {
    const names = new Map(order.lines.map(({ lineId, name }) => [lineId, name]));
    const sent = lines.map(({ lineId, quantity }) => ({
      name: oneLine(names.get(lineId) ?? ""),
      quantity: String(quantity),
    }));
    const shipment = {
      tracking_number: orNull(oneLine(trackingNumber)),
      tracking_url: webLink(trackingUrl),
      lines: sent,
    };
    return { ...orderView(shop, order)(language), shipment };
  };

export const codeView =
  (shop: Shop, { account, code, expireTime }: CodeFacts, page: string): ViewIn =>
  (language) => ({
    ...common(shop, language, account.displayName),
    code,
    // Behind the hash, so that it reaches no server's log.
    code_url: `${shop.url}/${page}#code=${encodeURIComponent(code)}`,
    expire_time: formatOf(language).time(expireTime),
  });

export const accountView =
  (shop: Shop, { displayName }: AccountFacts, changeTime: Date): ViewIn =>
  (language) => ({
    ...common(shop, language, displayName),
    change_time: formatOf(language).time(changeTime),
    reset_url: `${shop.url}/reset-password`,
  });

function common(shop: Shop, language: string, name: string) {
  return { shop: { name: shop.name, url: shop.url }, language, name: orNull(greetable(name)) };
}

function viewOf(shop: Shop, order: OrderFacts, { money, date }: Format): View {
  const { subtotal, discountTotal, shippingTotal, taxTotal, total } = order;
  return {
    number: order.orderNumber,
    url: `${shop.url}/orders/${order.orderId}`,
    date: date(order.businessTime),
    lines: order.lines.map((line) => ({
      name: oneLine(line.name),
      quantity: String(line.quantity),
      total: money(line.total),
    })),
    subtotal: money(subtotal),
    discount:
      discountTotal.minorUnits === 0n ? null : money({ ...discountTotal, minorUnits: -discountTotal.minorUnits }),
    shipping: order.addressLines.length === 0 ? null : money(shippingTotal),
    tax: taxTotal.minorUnits === 0n ? null : money(taxTotal),
    tax_inclusive: order.taxInclusive,
    total: money(total),
    address: order.addressLines.length === 0 ? null : order.addressLines.map(oneLine),
  };
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}

/** What a carrier says is followed only if it is a web page. */
function webLink(text: string): string | null {
  return /^https?:\/\/\S+$/i.test(text) ? text : null;
}
