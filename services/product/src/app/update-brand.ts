import type { RequestKey } from "#mesh/kernel";
import { type Brand, type BrandDraft, type BrandId, updateBrand as decide } from "../domain/brand.ts";
import type { ProductPorts } from "./ports.ts";

export interface UpdateBrand {
  readonly brandId: BrandId;
  readonly change: Partial<BrandDraft>;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

export const updateBrand =
  ({ brands, clock }: ProductPorts) =>
  async ({ brandId, change, etag, request }: UpdateBrand): Promise<Brand> =>
    brands.change(brandId, (brand) => decide(brand, change, etag, clock.now()), request);
