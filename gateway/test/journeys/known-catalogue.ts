import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { rest } from "./shop/rest.ts";

/** What of the catalogue exists beforehand, besides what is bought. */
export interface KnownCatalogue {
  readonly brandId: string;
  readonly collectionId: string;
  readonly productSlug: string;
  readonly categorySlug: string;
  /** Of one seller: one that is open, one that may be approved, one that may be rejected. */
  readonly openProductId: string;
  readonly approvableProductId: string;
  readonly rejectableProductId: string;
  readonly importId: string;
}

/** Makes it through the public door. */
export async function makeKnownCatalogue(url: string, token: string): Promise<KnownCatalogue> {
  const ask = <T>(route: string, body: unknown) => rest<T>(url, route, { token, body });
  const { brand } = await ask<{ brand: { brandId: string } }>("POST /v1/brands", { name: "Hearth & Hob" });
  const wanted = { state: "PRODUCT_STATE_PUBLISHED", name: "Tall lamp", brandId: brand.brandId };
  const variants = [{ sku: "TALL-LAMP", price: { currencyCode: "EUR", minorUnits: 4_900 } }];
  const { product } = await ask<{ product: { productId: string; slug: string } }>("POST /v1/products", {
    ...wanted,
    variants,
  });
  const chosen = { name: "Lamps by hand", productIds: [product.productId] };
  const { collection } = await ask<{ collection: { collectionId: string } }>("POST /v1/collections", chosen);
  const { category } = await ask<{ category: { slug: string } }>("POST /v1/categories", { name: "Tall lamps" });
  const offer = async (name: string, submitted: boolean) => {
    const sold = { name, variants: [{ sku: name, price: { currencyCode: "EUR", minorUnits: 900 } }] };
    const { product } = await ask<{ product: { productId: string } }>("POST /v1/seller/products", sold);
    if (submitted) await ask(`POST /v1/seller/products/${product.productId}:submit`, {});
    return product.productId;
  };
  await importOne(url, token);
  return {
    importId,
    openProductId: await offer("OFFERED", false),
    approvableProductId: await offer("APPROVABLE", true),
    rejectableProductId: await offer("REJECTABLE", true),
    brandId: brand.brandId,
    collectionId: collection.collectionId,
    productSlug: product.slug,
    categorySlug: category.slug,
  };
}

const importId = "known";

async function importOne(url: string, token: string): Promise<void> {
  const client = createClient(ProductService, createConnectTransport({ baseUrl: url, httpVersion: "2" }));
  const price = { currencyCode: "EUR", minorUnits: 100n };
  async function* rows() {
    yield { importId, firstRow: 0n, products: [{ name: "Imported", variants: [{ sku: "IMPORTED", price }] }] };
  }
  await client.importProducts(rows(), { headers: { authorization: `Bearer ${token}` } });
}
