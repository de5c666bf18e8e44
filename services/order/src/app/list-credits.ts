import { isId, type PageKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Credit } from "../domain/credit.ts";
import type { CreditFilter, CreditKey, CreditPorts } from "./ports/credits.ts";

export interface ListCredits extends PageQuery {
  readonly filter: CreditFilter;
}

/** A page of credits, newest first by business time. Fails with PAGE_TOKEN_INVALID. */
export const listCredits =
  ({ credits }: CreditPorts) =>
  ({ filter, ...query }: ListCredits): Promise<{ items: readonly Credit[]; nextPageToken: string }> =>
    readPage({ name: "credits", filter, key }, query, (after, size) => credits.page(filter, after, size));

const key: PageKey<CreditKey> = {
  encode: ({ businessTime, creditId }) => [businessTime.toISOString(), creditId],
  decode([time = "", creditId = "", ...more]) {
    const businessTime = new Date(time);
    if (more.length > 0 || Number.isNaN(businessTime.getTime()) || !isId("crd", creditId)) return undefined;
    return { businessTime, creditId };
  },
};
