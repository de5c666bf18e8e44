import type { Caller, RequestKey } from "#mesh/kernel";
import { createProduct as create } from "../domain/create-product.ts";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import { changeSold, soldBy, submit } from "../domain/moderate-product.ts";
import type { ProductId } from "../domain/product.ts";
import type { ProductDraft } from "../domain/product-draft.ts";
import { slugOf, slugWith } from "../domain/slug.ts";
import { mentionsOf } from "../domain/surroundings.ts";
import type { ProductChange } from "../domain/update-product.ts";
import type { ProductPorts } from "./ports.ts";

export interface SoldProduct {
  readonly productId: ProductId;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

/** A draft of the caller, whose moderation is open. A slug made from the name has an ending of its own. */
export const createSellerProduct =
  ({ products, clock, ids, language }: ProductPorts) =>
  async (caller: Caller, draft: ProductDraft, request?: RequestKey): Promise<LocalizedProduct> => {
    const now = clock.now();
    const slug = draft.slug || slugWith(slugOf(draft.name), ids.next("prd"));
    const sellerId = caller.user?.userId;
    const moderation = { state: "OPEN", reason: "", stateTime: now } as const;
    const wanted = { ...draft, slug, state: "DRAFT", sellerId, moderation } as const;
    const created = await products.create((around) => create(wanted, now, ids, around), request, mentionsOf([draft]));
    return localize(created, "", language);
  };

export const updateSellerProduct =
  ({ products, clock, ids, language }: ProductPorts) =>
  async (
    caller: Caller,
    { productId, etag, request, change }: SoldProduct & { readonly change: Omit<ProductChange, "state"> },
  ): Promise<LocalizedProduct> => {
    const changed = await products.change(
      productId,
      (product, around) => changeSold(soldBy(caller, product), change, { etag, now: clock.now(), ids }, around),
      request,
      mentionsOf([change]),
    );
    return localize(changed, "", language);
  };

export const submitSellerProduct =
  ({ products, clock, ids, language }: ProductPorts) =>
  async (caller: Caller, { productId, etag, request }: SoldProduct): Promise<LocalizedProduct> => {
    const decide = { etag, now: clock.now(), ids };
    const submitted = await products.change(productId, (product) => submit(soldBy(caller, product), decide), request);
    return localize(submitted, "", language);
  };
