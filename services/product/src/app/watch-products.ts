import type { Caller } from "#mesh/kernel";
import { refuse } from "../domain/errors.ts";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import { isVisibleTo, type ProductId } from "../domain/product.ts";
import type { NewsPosition, ProductPorts } from "./ports.ts";

export interface WatchProducts {
  /** None for all. */
  readonly productIds: readonly ProductId[];
  /** Empty for from now on. */
  readonly resumeToken: string;
  /** Fires when nobody listens any more. */
  readonly signal: AbortSignal;
}

/** Where the stream can be gone on from, and what happened unless it is the first. */
export type WatchedProduct =
  | { readonly resumeToken: string; readonly product: LocalizedProduct }
  | { readonly resumeToken: string; readonly hiddenProductId: ProductId }
  | { readonly resumeToken: string };

/** Fails with RESUME_TOKEN_INVALID. */
export const watchProducts = ({ news, language }: ProductPorts) =>
  async function* (caller: Caller, { productIds, resumeToken, signal }: WatchProducts): AsyncGenerator<WatchedProduct> {
    const wanted = new Set(productIds);
    const start = positionOf(resumeToken, await news.end());
    yield { resumeToken: tokenOf(start) };
    for await (const { position, product, changedFields } of news.after(start, signal)) {
      if (wanted.size > 0 && !wanted.has(product.productId)) continue;
      const { productId } = product;
      if (isVisibleTo(caller, product)) {
        yield { resumeToken: tokenOf(position), product: localize(product, "", language) };
      } else if (changedFields.includes("state")) {
        yield { resumeToken: tokenOf(position), hiddenProductId: productId };
      }
    }
  };

function tokenOf({ after, skipped }: NewsPosition): string {
  return `${after}.${skipped}`;
}

function positionOf(resumeToken: string, end: NewsPosition): NewsPosition {
  if (resumeToken === "") return end;
  const [, after, skipped] = /^(\d{1,18})\.(\d{1,3})$/.exec(resumeToken) ?? [];
  if (after === undefined || BigInt(after) > end.after) throw refuse("RESUME_TOKEN_INVALID");
  return { after: BigInt(after), skipped: Number(skipped) };
}
