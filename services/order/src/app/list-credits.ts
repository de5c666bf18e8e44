import { type PageQuery, readPage } from "#mesh/kernel";
import type { Credit } from "../domain/credit.ts";
import { businessTimeKey } from "./business-time-key.ts";
import type { CreditFilter, CreditPorts } from "./ports/credits.ts";

export interface ListCredits extends PageQuery {
  readonly filter: CreditFilter;
}

const key = businessTimeKey("crd", "creditId");

/** A page of credits, newest first by business time. Fails with PAGE_TOKEN_INVALID. */
export const listCredits =
  ({ credits }: CreditPorts) =>
  ({ filter, ...query }: ListCredits): Promise<{ items: readonly Credit[]; nextPageToken: string }> =>
    readPage({ name: "credits", filter, key }, query, (after, size) => credits.page(filter, after, size));
