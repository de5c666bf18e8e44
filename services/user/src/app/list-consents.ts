import { type Caller, numberKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Consent } from "../domain/consent.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** The caller's history, newest first; of one purpose unless that is empty. Fails with PAGE_TOKEN_INVALID. */
export const listConsents =
  ({ consents }: UserPorts) =>
  async (
    caller: Caller,
    purpose: string,
    query: PageQuery,
  ): Promise<{ items: readonly Consent[]; nextPageToken: string }> => {
    const userId = signedInUser(caller);
    const list = { name: "consents", filter: { userId, purpose }, key: numberKey };
    return readPage(list, query, (after, size) => consents.page(userId, purpose, after, size));
  };
