/** Puts a product on sale, with ten units of it: `node add-product.js http://127.0.0.1:8080 staff@shop.example password`. */

import { StockAdjustmentReason } from "#gen/client/contracts/inventory.js";
import { ProductState } from "#gen/client/contracts/product.js";
import { createMarketClient, type MarketClient } from "../src/mod.ts";

/** The id of its only variant. */
export async function addProduct(market: MarketClient, name: string, minorUnits: bigint): Promise<string> {
  const { product } = await market.products.createProduct({
    product: {
      name,
      state: ProductState.PUBLISHED,
      variants: [{ sku: crypto.randomUUID(), price: { currencyCode: "EUR", minorUnits }, weightGrams: 400 }],
    },
  });
  const variantId = product?.variants[0]?.variantId ?? "";
  await market.inventory.adjustStock({ variantId, quantityDelta: 10n, reason: StockAdjustmentReason.RECEIVED });
  return variantId;
}

if (import.meta.main) {
  const [baseUrl = "http://127.0.0.1:8080", email = "", password = ""] = process.argv.slice(2);
  const market = createMarketClient({ baseUrl });
  await market.session.signIn({ email, password });
  console.log(await addProduct(market, "Tea pot", 1999n));
}
