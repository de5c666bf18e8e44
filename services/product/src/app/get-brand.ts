import { notFound } from "#mesh/kernel";
import type { Brand, BrandId } from "../domain/brand.ts";
import type { ProductPorts } from "./ports.ts";

export const getBrand =
  ({ brands }: ProductPorts) =>
  async (brandId: BrandId): Promise<Brand> => {
    const brand = await brands.find(brandId);
    if (brand === undefined) throw notFound();
    return brand;
  };
