import { numberKey, type PageQuery, type RequestKey, readPage } from "#mesh/kernel";
import { refuse } from "../domain/errors.ts";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import type { Product, ProductId } from "../domain/product.ts";
import { differingFields, type ProductVersion, restoring } from "../domain/product-version.ts";
import { mentionsOf } from "../domain/surroundings.ts";
import { updateProduct } from "../domain/update-product.ts";
import type { ProductPorts } from "./ports.ts";

export interface ListProductVersions extends PageQuery {
  readonly productId: ProductId;
}

/** Fails with PAGE_TOKEN_INVALID. */
export const listProductVersions =
  ({ history }: ProductPorts) =>
  async (query: ListProductVersions): Promise<{ items: readonly ProductVersion[]; nextPageToken: string }> => {
    const { productId } = query;
    const list = { name: "product_versions", filter: { productId }, key: numberKey };
    return readPage(list, query, (before, size) => history.page(productId, before, size));
  };

/** Fails with VERSION_UNKNOWN. */
export const getProductVersion =
  ({ history }: ProductPorts) =>
  async (productId: ProductId, version: number): Promise<ProductVersion> => {
    const found = await history.find(productId, version);
    if (found === undefined) throw refuse("VERSION_UNKNOWN", { metadata: { version: String(version) } });
    return found;
  };

export interface ProductDiff {
  readonly before: Product;
  readonly after: Product;
  readonly changedFields: readonly string[];
}

/** Fails with VERSION_UNKNOWN. */
export const diffProductVersions =
  (ports: ProductPorts) =>
  async (productId: ProductId, from: number, to: number): Promise<ProductDiff> => {
    const { product: before } = await getProductVersion(ports)(productId, from);
    const { product: after } = await getProductVersion(ports)(productId, to);
    return { before, after, changedFields: differingFields(before, after) };
  };

export interface RestoreProductVersion {
  readonly productId: ProductId;
  readonly version: number;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

/** Fails with VERSION_UNKNOWN, or as `updateProduct` does. */
export const restoreProductVersion =
  (ports: ProductPorts) =>
  async ({ productId, version, etag, request }: RestoreProductVersion): Promise<LocalizedProduct> => {
    const { products, clock, ids, language } = ports;
    const { product: former } = await getProductVersion(ports)(productId, version);
    const restored = await products.change(
      productId,
      (product, around) => updateProduct(product, restoring(former, product), etag, clock.now(), ids, around),
      request,
      mentionsOf([former]),
    );
    return localize(restored, "", language);
  };
