import type { Caller } from "#mesh/kernel";
import { type Product, type ProductId, visibleTo } from "../domain/product.ts";
import type { ProductPorts } from "./ports.ts";

export const getProduct =
  ({ products }: ProductPorts) =>
  async (caller: Caller, productId: ProductId): Promise<Product> =>
    visibleTo(caller, await products.find(productId));
