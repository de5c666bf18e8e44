import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";

export interface ListFactors extends PageQuery {
  readonly userId: UserId;
}

/** A page of a user's confirmed factors, newest first, and how many recovery codes are left. Fails with PAGE_TOKEN_INVALID. */
export const listFactors =
  ({ factors }: AuthPorts) =>
  async (query: ListFactors) => {
    const { userId } = query;
    const list = { name: "factors", filter: { userId }, key: idKey("fct") };
    const page = await readPage(list, query, (after, size) => factors.page(userId, after, size));
    return { ...page, recoveryCodesLeft: await factors.countRecoveryCodes(userId) };
  };
