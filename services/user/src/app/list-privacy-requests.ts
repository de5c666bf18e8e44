import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { PrivacyRequest } from "../domain/privacy-request.ts";
import type { UserPorts } from "./ports.ts";
import type { PrivacyRequestFilter } from "./privacy-ports.ts";

/** Newest first. Fails with PAGE_TOKEN_INVALID. */
export const listPrivacyRequests =
  ({ privacyRequests }: UserPorts) =>
  async (
    filter: PrivacyRequestFilter,
    query: PageQuery,
  ): Promise<{ items: readonly PrivacyRequest[]; nextPageToken: string }> => {
    const list = { name: "privacy_requests", filter, key: idKey("prq") };
    return readPage(list, query, (after, size) => privacyRequests.page(filter, after, size));
  };
