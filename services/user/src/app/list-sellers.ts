import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Seller } from "../domain/seller.ts";
import type { UserPorts } from "./ports.ts";

/** Those who are not suspended, who came last first. Fails with PAGE_TOKEN_INVALID. */
export const listSellers =
  ({ sellers }: UserPorts) =>
  async (query: PageQuery): Promise<{ items: readonly Seller[]; nextPageToken: string }> =>
    readPage({ name: "sellers", filter: {}, key: idKey("usr") }, query, sellers.page);
