import type { Counter } from "@opentelemetry/api";
import {
  type BatchGetVariantsResponse,
  ProductServiceService,
  type SellableVariant,
} from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { DomainError, type Logger } from "#mesh/kernel";
import type { Client, ServiceDefinition } from "#mesh/rpc";
import type { Catalogue } from "../app/ports.ts";
import type { CataloguePrice, ProductId, VariantId } from "../domain/price.ts";

export interface ProductCatalogueOptions {
  readonly dial: <S extends ServiceDefinition>(definition: S) => Client<S>;
  readonly log: Logger;
  /** Counts requests that got no answer. */
  readonly failures: Counter;
}

/** What product takes in one request. */
const batchSize = 500;
/** How long a quote waits for product. */
const patienceMs = 1_000;

/** The product service as a soft dependency: variants it does not answer for are left out. */
export function productCatalogue({ dial, log, failures }: ProductCatalogueOptions): Catalogue {
  const products = dial(ProductServiceService);
  return {
    async findPrices(variantIds) {
      const deadline = Date.now() + patienceMs;
      const batches = Array.from({ length: Math.ceil(variantIds.length / batchSize) }, (_, index) =>
        variantIds.slice(index * batchSize, (index + 1) * batchSize),
      );
      const answers = await Promise.all(batches.map((batch) => ask(batch, deadline)));
      return answers.flatMap(({ variants }) => variants.flatMap(priceOf));
    },
  };

  async function ask(variantIds: readonly VariantId[], deadline: number): Promise<BatchGetVariantsResponse> {
    try {
      return await products.batchGetVariants({ variantIds: [...variantIds] }, { deadline });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      failures.add(1, { reason: error.reason });
      log.warn("product does not tell prices", { variants: variantIds.length, error });
      return { variants: [] };
    }
  }
}

function priceOf({ variant, productId, forSale }: SellableVariant): CataloguePrice[] {
  if (!forSale || variant?.price === undefined) return [];
  return [{ variantId: variant.variantId as VariantId, productId: productId as ProductId, price: variant.price }];
}
