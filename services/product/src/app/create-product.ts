import { DomainError, type RequestKey } from "#mesh/kernel";
import { createProduct as decide } from "../domain/create-product.ts";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import type { ProductDraft } from "../domain/product-draft.ts";
import { slugWith } from "../domain/slug.ts";
import { mentionsOf } from "../domain/surroundings.ts";
import type { ProductPorts } from "./ports.ts";

export const createProduct =
  ({ products, clock, ids, language }: ProductPorts) =>
  async (draft: ProductDraft, request?: RequestKey): Promise<LocalizedProduct> => {
    const create = (slug: string) =>
      products.create((around) => decide({ ...draft, slug }, clock.now(), ids, around), request, mentionsOf([draft]));
    const created = await create(draft.slug).catch((error: unknown) => {
      if (draft.slug !== "" || !isSlugTaken(error)) throw error;
      return create(slugWith(draft.name, ids.next("prd")));
    });
    return localize(created, "", language);
  };

function isSlugTaken(error: unknown): boolean {
  return error instanceof DomainError && error.reason === "SLUG_TAKEN";
}
