import { createClient, type Transport } from "@connectrpc/connect";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { loadSampleShop } from "../../../sample-shop/load.ts";
import { sampleProducts } from "../../../sample-shop/sample-shop.ts";
import { noteProgress, readProgress } from "../progress.ts";

/**
 * Loads the sample shop through the public door if the market is empty, or goes on where an earlier start was broken
 * off. The transport speaks for one of the staff, always the same. Answers with what the market has now, in words.
 */
export async function offerSampleShop(transport: Transport, dataDir: string): Promise<string> {
  const { shop } = await readProgress(dataDir);
  if (shop === "loaded") return "sample shop was loaded before";
  if (shop === undefined && (await hasOwnProducts(transport))) {
    return "market has products of its own; the sample shop stays away";
  }
  await noteProgress(dataDir, { shop: "loading" });
  const { products, brands, categories, collections, taxRules, coupons } = await loadSampleShop(transport);
  await noteProgress(dataDir, { shop: "loaded" });
  const more = `with stock, taxes of ${taxRules} countries, and coupons ${coupons.join(" and ")}`;
  const catalogue = `${products.size} products of ${brands.size} brands in ${categories.size} categories`;
  return `sample shop is loaded: ${catalogue} and ${collections} collections, ${more}`;
}

/** True if the newest product is none of the sample shop's. */
async function hasOwnProducts(transport: Transport): Promise<boolean> {
  const { products } = await createClient(ProductService, transport).listProducts({ pageSize: 1 });
  const slugs = new Set((await sampleProducts()).map(({ request }) => request.product.slug));
  return products.some(({ slug }) => !slugs.has(slug));
}
