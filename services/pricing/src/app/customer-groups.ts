import { idKey, type PageKey, type PageQuery, type RequestKey, readPage } from "#mesh/kernel";
import {
  type CustomerGroup,
  setCustomerGroup as decide,
  type MembersChange,
  type UserId,
} from "../domain/customer-group.ts";
import type { PricingPorts } from "./ports.ts";

export interface SetCustomerGroup extends Pick<CustomerGroup, "customerGroup" | "name"> {
  /** Empty for any version. */
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

const groupKey: PageKey<string> = {
  encode: (group) => [group],
  decode: ([group, ...more]) => (group !== undefined && more.length === 0 ? group : undefined),
};

/** Fails with ETAG_MISMATCH. */
export const setCustomerGroup =
  ({ customerGroups, clock }: PricingPorts) =>
  ({ customerGroup, name, etag, request }: SetCustomerGroup): Promise<CustomerGroup> => {
    const group = { customerGroup, name };
    return customerGroups.set(customerGroup, (present) => decide(present, group, etag, clock.now()), request);
  };

/** By code. Fails with PAGE_TOKEN_INVALID. */
export const listCustomerGroups =
  ({ customerGroups }: PricingPorts) =>
  (query: PageQuery): Promise<{ items: readonly CustomerGroup[]; nextPageToken: string }> => {
    const list = { name: "customer_groups", filter: {}, key: groupKey };
    return readPage(list, query, (after, size) => customerGroups.page(after, size));
  };

/** Who is added and removed stays. Fails with CUSTOMER_GROUP_UNKNOWN. */
export const changeCustomerGroupMembers =
  ({ customerGroups }: PricingPorts) =>
  (change: MembersChange, request?: RequestKey): Promise<{ readonly added: number; readonly removed: number }> =>
    customerGroups.changeMembers(change, request);

/** By user id. Fails with PAGE_TOKEN_INVALID. */
export const listCustomerGroupMembers =
  ({ customerGroups }: PricingPorts) =>
  (
    query: PageQuery & { readonly customerGroup: string },
  ): Promise<{ items: readonly UserId[]; nextPageToken: string }> => {
    const { customerGroup } = query;
    const list = { name: "customer_group_members", filter: { customerGroup }, key: idKey("usr") };
    return readPage(list, query, (after, size) => customerGroups.members(customerGroup, after, size));
  };
