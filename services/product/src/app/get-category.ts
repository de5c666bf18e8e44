import { notFound } from "#mesh/kernel";
import type { Category, CategoryId } from "../domain/category.ts";
import type { ProductPorts } from "./ports.ts";

export const getCategory =
  ({ categories }: ProductPorts) =>
  async (categoryId: CategoryId): Promise<Category> => {
    const category = await categories.find(categoryId);
    if (category === undefined) throw notFound();
    return category;
  };
