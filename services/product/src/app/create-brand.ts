import type { RequestKey } from "#mesh/kernel";
import { type Brand, type BrandDraft, createBrand as decide } from "../domain/brand.ts";
import type { ProductPorts } from "./ports.ts";

export const createBrand =
  ({ brands, clock, ids }: ProductPorts) =>
  async (draft: BrandDraft, request?: RequestKey): Promise<Brand> =>
    brands.create(() => decide(draft, clock.now(), ids), request);
