import { ProductServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { protoName, required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ProductUseCases } from "../app/use-cases.ts";
import type { CategoryId } from "../domain/category.ts";
import type { ProductId, VariantId } from "../domain/product.ts";
import { decodeProductChange, decodeProductDraft, decodeState } from "./decode.ts";
import { decodeModerationState } from "./decode-event.ts";
import { encodeProduct, encodeVariant } from "./encode.ts";
import { decodeStretches, encodeImport } from "./import.ts";
import { encodeFields, encodeVersion } from "./product-versions.ts";
import { decodeLanguage } from "./translation.ts";
import { decodeOrRefuse, encodeUpserted } from "./upsert.ts";
import { encodeWatched } from "./watched.ts";

/** "categoryIds" for "category_ids". */
function camelName(path: string): string {
  return path.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export const productRpc = (app: ProductUseCases): ServiceBinding =>
  implement(ProductServiceService, {
    async createProduct({ product }, { request }) {
      const created = await app.createProduct(decodeProductDraft(required("product", product)), request);
      return { product: encodeProduct(created) };
    },

    async updateProduct({ productId, product, updateMask, etag }, { request }) {
      const change = decodeProductChange(required("product", product), updateMask ?? []);
      const updated = await app.updateProduct({ productId: productId as ProductId, change, etag, request });
      return { product: encodeProduct(updated) };
    },

    async batchUpsertProducts({ products, updateMask = [] }, { request }) {
      const mask = updateMask.length === 0 ? undefined : new Set(updateMask.map(camelName));
      const results = await app.batchUpsertProducts(products.map(decodeOrRefuse), request, mask);
      return { results: results.map(encodeUpserted) };
    },

    async getProduct({ productId, languageCode }, { caller }) {
      const wanted = decodeLanguage("language_code", languageCode);
      return { product: encodeProduct(await app.getProduct(caller, productId as ProductId, wanted)) };
    },

    async getProductBySlug({ slug, languageCode }, { caller }) {
      const wanted = decodeLanguage("language_code", languageCode);
      const { found, moved } = await app.getProductBySlug(caller, slug, wanted);
      return { product: encodeProduct(found), moved, slug: found.slug };
    },

    async batchGetProducts({ productIds, languageCode }, { caller }) {
      const wanted = decodeLanguage("language_code", languageCode);
      const found = await app.batchGetProducts(caller, productIds as ProductId[], wanted);
      return { products: found.map(encodeProduct) };
    },

    async listProducts({ pageSize, pageToken, categoryId, brand, slug, state, moderationState, ...wish }, { caller }) {
      const languageCode = decodeLanguage("language_code", wish.languageCode);
      const filter = {
        state: decodeState(state),
        categoryId: (categoryId || undefined) as CategoryId | undefined,
        brand: brand || undefined,
        slug: slug || undefined,
        moderation: decodeModerationState(moderationState),
      };
      const { items, nextPageToken } = await app.listProducts(caller, { filter, pageSize, pageToken, languageCode });
      return { products: items.map(encodeProduct), nextPageToken };
    },

    async listProductVersions({ productId, pageSize, pageToken }) {
      const query = { productId: productId as ProductId, pageSize, pageToken };
      const { items, nextPageToken } = await app.listProductVersions(query);
      return { versions: items.map(encodeVersion), nextPageToken };
    },

    async getProductVersion({ productId, version }) {
      const found = await app.getProductVersion(productId as ProductId, Number(version));
      return { version: encodeVersion(found), product: encodeProduct(found.product) };
    },

    async diffProductVersions({ productId, fromVersion, toVersion }) {
      const id = productId as ProductId;
      const { before, after, changedFields } = await app.diffProductVersions(
        id,
        Number(fromVersion),
        Number(toVersion),
      );
      return {
        changedFields: changedFields.map(protoName),
        before: encodeFields(before, changedFields),
        after: encodeFields(after, changedFields),
      };
    },

    async restoreProductVersion({ productId, version, etag }, { request }) {
      const wanted = { productId: productId as ProductId, version: Number(version), etag, request };
      return { product: encodeProduct(await app.restoreProductVersion(wanted)) };
    },

    async approveProduct({ productId, etag }, { request }) {
      return { product: encodeProduct(await app.approveProduct({ productId: productId as ProductId, etag, request })) };
    },

    async rejectProduct({ productId, reason, etag }, { request }) {
      const wanted = { productId: productId as ProductId, reason, etag, request };
      return { product: encodeProduct(await app.rejectProduct(wanted)) };
    },

    async *watchProducts({ productIds, resumeToken }, { caller, signal }) {
      const wanted = { productIds: productIds as ProductId[], resumeToken, signal };
      for await (const watched of app.watchProducts(caller, wanted)) yield encodeWatched(watched);
    },

    async *exportProducts({ resumeToken }) {
      for await (const { products, resumeToken: behind } of app.exportProducts(resumeToken)) {
        yield { products: products.map(encodeProduct), resumeToken: behind };
      }
    },

    async importProducts(requests, { caller }) {
      return { productImport: encodeImport(await app.importProducts(caller, decodeStretches(requests))) };
    },

    async getProductImport({ importId }, { caller }) {
      return { productImport: encodeImport(await app.getProductImport(caller, importId)) };
    },

    async batchGetVariants({ variantIds }) {
      const found = await app.batchGetVariants(variantIds as VariantId[]);
      return {
        variants: found.map(({ variant, product }) => ({
          variant: encodeVariant(variant),
          productId: product.productId,
          productName: product.name,
          forSale: product.state === "PUBLISHED",
        })),
      };
    },
  });
