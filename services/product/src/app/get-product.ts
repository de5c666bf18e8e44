import type { Caller } from "#mesh/kernel";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import { type ProductId, visibleTo } from "../domain/product.ts";
import type { ProductPorts } from "./ports.ts";

export const getProduct =
  ({ products, language }: ProductPorts) =>
  async (caller: Caller, productId: ProductId, wanted = ""): Promise<LocalizedProduct> =>
    localize(visibleTo(caller, await products.find(productId)), wanted, language);
