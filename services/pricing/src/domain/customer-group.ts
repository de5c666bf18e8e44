import { type Id, refuse } from "#mesh/kernel";

export type UserId = Id<"usr">;

/** Customers with prices or promotions of their own. */
export interface CustomerGroup {
  /** Its code, such as "wholesale". */
  readonly customerGroup: string;
  readonly name: string;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly updateTime: Date;
}

/** Who shall belong to a group, and who shall not. */
export interface MembersChange {
  readonly customerGroup: string;
  readonly add: readonly UserId[];
  readonly remove: readonly UserId[];
}

/** The group under this name; one that has it already gives no new version. Fails with ETAG_MISMATCH. */
export function setCustomerGroup(
  present: CustomerGroup | undefined,
  { customerGroup, name }: Pick<CustomerGroup, "customerGroup" | "name">,
  etag: string,
  now: Date,
): CustomerGroup {
  if (etag !== "" && etag !== String(present?.version ?? "")) throw refuse("ETAG_MISMATCH");
  if (present?.name === name) return present;
  return { customerGroup, name, version: (present?.version ?? 0) + 1, updateTime: now };
}
