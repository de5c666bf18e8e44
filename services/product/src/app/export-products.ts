import { isId } from "#mesh/kernel";
import { refuse } from "../domain/errors.ts";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import type { ProductId } from "../domain/product.ts";
import type { ProductPorts } from "./ports.ts";

const pageSize = 200;

export interface ExportedPage {
  readonly products: readonly LocalizedProduct[];
  readonly resumeToken: string;
}

/** All products by pages, in the order of their ids. Fails with RESUME_TOKEN_INVALID. */
export const exportProducts = ({ products, language }: ProductPorts) =>
  async function* (resumeToken: string): AsyncGenerator<ExportedPage, void> {
    if (resumeToken !== "" && !isId("prd", resumeToken)) throw refuse("RESUME_TOKEN_INVALID");
    let after: ProductId | undefined = resumeToken === "" ? undefined : (resumeToken as ProductId);
    do {
      const page = await products.pageOfAll(after, pageSize);
      const last = page.items.at(-1);
      if (last === undefined) return;
      yield { products: page.items.map((product) => localize(product, "", language)), resumeToken: last.productId };
      after = page.nextKey;
    } while (after !== undefined);
  };
