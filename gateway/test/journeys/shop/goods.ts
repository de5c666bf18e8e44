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
  stock(variantId: string): Promise<{ onHand: number; reserved: number; available: number }>;
}

export function staffOf(url: string, token: string): Staff {
  return {
    async offer({ stock, minorUnits = 1999, weightGrams = 400 }) {
      const sku = `SKU-${randomUUID()}`;
      const price = { currencyCode: "EUR", minorUnits: String(minorUnits) };
      const body = { state: "PRODUCT_STATE_PUBLISHED", name: `Mug ${sku}`, variants: [{ sku, price, weightGrams }] };
      const { product } = await rest<{
        product: { productId: string; variants: { variantId: string }[] };
      }>(url, "POST /v1/products", { token, body });
      const variantId = product.variants[0]?.variantId ?? "";
      if (stock > 0) {
        const receipt = { quantityDelta: String(stock), reason: "STOCK_ADJUSTMENT_REASON_RECEIVED", requestId: sku };
        await rest(url, `POST /v1/inventory/${variantId}:adjust`, { token, body: receipt });
      }
      return { productId: product.productId, variantId, sku };
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
