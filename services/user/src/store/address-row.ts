import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { PostalAddress } from "../domain/postal-address.ts";
import type { UserAddress } from "../domain/user-address.ts";

/** A row of `addresses`. */
export interface AddressRow {
  readonly address_id: string;
  readonly user_id: string;
  readonly version: bigint;
  readonly label: string;
  readonly address: PostalAddress;
  readonly default_shipping: boolean;
  readonly default_billing: boolean;
  readonly create_time: Date;
  readonly update_time: Date;
}

export function addressFromRow(row: AddressRow): UserAddress {
  return {
    addressId: idFromUuid("adr", row.address_id),
    userId: idFromUuid("usr", row.user_id),
    version: Number(row.version),
    label: row.label,
    address: row.address,
    defaultShipping: row.default_shipping,
    defaultBilling: row.default_billing,
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function addressValues(address: UserAddress): readonly unknown[] {
  const { addressId, userId, version, label, defaultShipping, defaultBilling, createTime, updateTime } = address;
  const key = [uuidFromId(addressId), uuidFromId(userId), version];
  return [...key, label, address.address, defaultShipping, defaultBilling, createTime, updateTime];
}
