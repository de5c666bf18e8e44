import { randomUUID } from "node:crypto";
import type { StockJson } from "./json.ts";
import { rest } from "./rest.ts";

/** Something to sell, in one variant. */
export interface Goods {
  readonly productId: string;
  readonly variantId: string;
  readonly sku: string;
}

export interface GoodsOptions {
  readonly stock: number;
  readonly minorUnits?: number;
  readonly weightGrams?: number;
}

/** What the staff does to a shop. */
export interface Staff {
  /** Publishes a product and stocks its only variant. */
  offer(options: GoodsOptions): Promise<Goods>;
  /** Publishes as many variants, at one minor unit each. */
  offerMany(count: number): Promise<readonly string[]>;
  /** Puts more units into a warehouse; the default one unless named. */
  receive(variantId: string, quantity: number, warehouseId?: string): Promise<void>;
  setPrice(goods: Goods, minorUnits: number): Promise<void>;
  archive(goods: Goods): Promise<void>;
  stock(variantId: string): Promise<{ onHand: number; reserved: number; available: number }>;
}

const mostVariants = 100;

export function staffOf(url: string, token: string): Staff {
  const ask = <T>(route: string, body: unknown) => rest<T>(url, route, { token, body });
  const publish = async (name: string, product: object) =>
    (await ask<ProductAnswer>("POST /v1/products", { state: "PRODUCT_STATE_PUBLISHED", name, ...product })).product;
  const receive = (variantId: string, quantity: number, warehouseId = "") => {
    const about = { reason: "STOCK_ADJUSTMENT_REASON_RECEIVED", warehouseId, requestId: randomUUID() };
    return ask<void>(`POST /v1/inventory/${variantId}:adjust`, { quantityDelta: String(quantity), ...about });
  };
  return {
    async offer({ stock, minorUnits = 1999, weightGrams = 400 }) {
      const sku = `SKU-${randomUUID()}`;
      const variants = [{ sku, price: euros(minorUnits), weightGrams }];
      const product = await publish(`Mug ${sku}`, { variants });
      const variantId = product.variants[0]?.variantId ?? "";
      if (stock > 0) await receive(variantId, stock);
      return { productId: product.productId, variantId, sku };
    },
    async offerMany(count) {
      const variantIds: string[] = [];
      while (variantIds.length < count) {
        const values = Array.from({ length: Math.min(mostVariants, count - variantIds.length) }, (_, n) => `No. ${n}`);
        const options = [{ name: "Number", values }];
        const variants = values.map((value) => ({
          sku: `SKU-${randomUUID()}`,
          price: euros(1),
          weightGrams: 1,
          optionValues: [{ option: "Number", value }],
        }));
        const product = await publish(`Beads ${randomUUID()}`, { options, variants });
        variantIds.push(...product.variants.map(({ variantId }) => variantId));
      }
      return variantIds;
    },
    receive,
    async setPrice({ productId, variantId, sku }, minorUnits) {
      const variants = [{ variantId, sku, price: euros(minorUnits), weightGrams: 400 }];
      await ask(`PATCH /v1/products/${productId}`, { variants });
    },
    async archive({ productId }) {
      await ask(`PATCH /v1/products/${productId}`, { state: "PRODUCT_STATE_ARCHIVED" });
    },
    async stock(variantId) {
      const { levels } = await rest<StockJson>(url, `GET /v1/inventory/${variantId}`, { token });
      const sum = (of: (level: (typeof levels)[number]) => string) =>
        levels.reduce((total, level) => total + Number(of(level)), 0);
      return {
        onHand: sum(({ onHand }) => onHand),
        reserved: sum(({ reserved }) => reserved),
        available: sum(({ available }) => available),
      };
    },
  };
}

interface ProductAnswer {
  readonly product: { readonly productId: string; readonly variants: readonly { readonly variantId: string }[] };
}

export function euros(minorUnits: number) {
  return { currencyCode: "EUR", minorUnits: String(minorUnits) };
}
