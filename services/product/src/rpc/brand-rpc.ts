import { type BrandInput, BrandServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { maskedChange, required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ProductUseCases } from "../app/use-cases.ts";
import type { BrandDraft, BrandId } from "../domain/brand.ts";
import { requireName } from "./decode.ts";
import { encodeBrand } from "./encode.ts";

export const brandRpc = (app: ProductUseCases): ServiceBinding =>
  implement(BrandServiceService, {
    async createBrand({ brand }, { request }) {
      return { brand: encodeBrand(await app.createBrand(required("brand", brand), request)) };
    },

    async updateBrand({ brandId, brand, updateMask, etag }, { request }) {
      const change = decodeChange(required("brand", brand), updateMask ?? []);
      return { brand: encodeBrand(await app.updateBrand({ brandId: brandId as BrandId, change, etag, request })) };
    },

    async getBrand({ brandId }) {
      return { brand: encodeBrand(await app.getBrand(brandId as BrandId)) };
    },

    async listBrands(query) {
      const { items, nextPageToken } = await app.listBrands(query);
      return { brands: items.map(encodeBrand), nextPageToken };
    },
  });

/** The fields of the input that the mask names. Refuses an empty name. */
function decodeChange(input: BrandInput, mask: readonly string[]): Partial<BrandDraft> {
  if (mask.includes("name")) requireName("brand.name", input.name);
  return maskedChange(input, mask);
}
