import type { UserId } from "../domain/ids.ts";
import type { Person } from "../domain/person.ts";
import { emptyProfile } from "../domain/profile.ts";
import { type AddressRow, addressFromRow } from "./address-row.ts";
import { type ProfileRow, profileFromRow } from "./profile-row.ts";

/** A profile, or nulls, with the default addresses; null if there are none. */
export type PersonRow = (ProfileRow | { readonly [Column in keyof ProfileRow]: null }) & {
  readonly addresses: readonly AddressJson[] | null;
};

/** A row of `addresses` as JSON has it. */
type AddressJson = Omit<AddressRow, "version" | "create_time" | "update_time"> & {
  readonly version: number;
  readonly create_time: string;
  readonly update_time: string;
};

export function personFromRow(userId: UserId, row: PersonRow | undefined): Person {
  const profile = row === undefined || row.user_id === null ? emptyProfile(userId) : profileFromRow(row);
  const addresses = (row?.addresses ?? []).map(rowFromJson).map(addressFromRow);
  return {
    profile,
    defaultShippingAddress: addresses.find(({ defaultShipping }) => defaultShipping),
    defaultBillingAddress: addresses.find(({ defaultBilling }) => defaultBilling),
  };
}

function rowFromJson(json: AddressJson): AddressRow {
  const { version, create_time, update_time } = json;
  return {
    ...json,
    version: BigInt(version),
    create_time: new Date(create_time),
    update_time: new Date(update_time),
  };
}
