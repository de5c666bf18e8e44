import type { Caller } from "#mesh/kernel";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import { visibleTo } from "../domain/product.ts";
import type { BySlug, ProductPorts } from "./ports.ts";

export const getProductBySlug =
  ({ products, language }: ProductPorts) =>
  async (caller: Caller, slug: string, wanted: string): Promise<BySlug<LocalizedProduct>> => {
    const named = await products.findBySlug(slug, wanted);
    return { found: localize(visibleTo(caller, named?.found), wanted, language), moved: named?.moved ?? false };
  };
