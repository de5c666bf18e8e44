import { notFound } from "#mesh/kernel";
import type { Category } from "../domain/category.ts";
import type { BySlug, ProductPorts } from "./ports.ts";

export const getCategoryBySlug =
  ({ categories }: ProductPorts) =>
  async (slug: string): Promise<BySlug<Category>> => {
    const named = await categories.findBySlug(slug);
    if (named === undefined) throw notFound();
    return named;
  };
