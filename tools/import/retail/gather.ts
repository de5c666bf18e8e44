import type { RetailLine } from "../../online-retail/mod.ts";

/** What the lines of one stock code say together. */
export interface Goods {
  /** The first line that names it. */
  readonly line: number;
  /** How often it is described how. */
  readonly descriptions: Map<string, number>;
  /** Minor units, the latest price above zero: that of a sale if there was one; 0 if there is none. */
  price: bigint;
  priceTime: number;
  wasSold: boolean;
  /** Units that were sold or lost. */
  leaves: bigint;
}

export interface Customer {
  /** Of the latest line that names one. */
  countryCode: string;
  time: number;
}

/** Goods by stock code, and customers by number. Memory grows with them, not with the lines. */
export interface Shop {
  readonly goods: Map<string, Goods>;
  readonly customers: Map<string, Customer>;
  readonly countries: Set<string>;
}

export function emptyShop(): Shop {
  return { goods: new Map(), customers: new Map(), countries: new Set() };
}

/** Takes one more line into account. */
export function addLine(shop: Shop, line: RetailLine): void {
  const goods = shop.goods.get(line.code) ?? firstOf(shop.goods, own(line.code), line);
  const time = line.time.getTime();
  if (line.description !== "") {
    const times = goods.descriptions.get(line.description);
    goods.descriptions.set(times === undefined ? own(line.description) : line.description, (times ?? 0) + 1);
  }
  if (line.unitPrice > 0n) addPrice(goods, line.unitPrice, time, line.kind === "sale");
  if (line.kind === "sale") goods.leaves += line.quantity;
  if (line.kind === "adjustment") goods.leaves -= line.quantity;
  shop.countries.add(line.countryCode);
  if (line.customer !== "") addCustomer(shop.customers, line, time);
}

function addPrice(goods: Goods, price: bigint, time: number, isSale: boolean): void {
  const isBetter = isSale && !goods.wasSold;
  const isLater = isSale === goods.wasSold && time >= goods.priceTime;
  if (isBetter || isLater) Object.assign(goods, { price, priceTime: time, wasSold: isSale });
}

function firstOf(all: Map<string, Goods>, code: string, { line }: RetailLine): Goods {
  const goods = { line, descriptions: new Map(), price: 0n, priceTime: -Infinity, wasSold: false, leaves: 0n };
  all.set(code, goods);
  return goods;
}

function addCustomer(all: Map<string, Customer>, { customer, countryCode }: RetailLine, time: number): void {
  const known = all.get(customer);
  if (known === undefined) {
    all.set(own(customer), { countryCode, time: countryCode === "" ? -Infinity : time });
  } else if (countryCode !== "" && time >= known.time) {
    known.countryCode = countryCode;
    known.time = time;
  }
}

/** A copy that does not keep the part of the file alive which it was cut from. */
function own(text: string): string {
  return Buffer.from(text).toString();
}
