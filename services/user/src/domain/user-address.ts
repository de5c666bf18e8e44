import { isDeepStrictEqual } from "node:util";
import { type DomainEvent, refuse as refuseShared } from "#mesh/kernel";
import type { AddressId, UserId } from "./ids.ts";
import type { PostalAddress } from "./postal-address.ts";

/** The most that a book holds. */
export const mostAddresses = 100;

/** What a person says of an address of theirs. */
export interface AddressDraft {
  readonly label: string;
  readonly address: PostalAddress;
  readonly defaultShipping: boolean;
  readonly defaultBilling: boolean;
}

/** An address in somebody's book. Of each book with addresses exactly one is each default. */
export interface UserAddress extends AddressDraft {
  readonly addressId: AddressId;
  readonly userId: UserId;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

/** Key: the user; version: that of the address book. */
export interface AddressBookChanged extends DomainEvent {
  readonly type: "AddressBookChanged";
  readonly addressId: AddressId;
}

export function newAddress(draft: AddressDraft, userId: UserId, addressId: AddressId, now: Date): UserAddress {
  return { ...draft, userId, addressId, version: 1, createTime: now, updateTime: now };
}

/**
 * The address with the change; the same object if it changes nothing. A default stays one until another takes it. An
 * empty etag fits any version. Fails with ETAG_MISMATCH.
 */
export function changeAddress(
  address: UserAddress,
  change: Partial<AddressDraft>,
  etag: string,
  now: Date,
): UserAddress {
  if (etag !== "" && etag !== String(address.version)) throw refuseShared("ETAG_MISMATCH");
  const next = {
    ...address,
    ...change,
    defaultShipping: address.defaultShipping || change.defaultShipping === true,
    defaultBilling: address.defaultBilling || change.defaultBilling === true,
  };
  if (isDeepStrictEqual(next, address)) return address;
  return { ...next, version: address.version + 1, updateTime: now };
}

/** The event of a change that left the book at this version. */
export function addressBookChanged(
  { userId, addressId }: Pick<UserAddress, "userId" | "addressId">,
  version: number,
): AddressBookChanged {
  return { type: "AddressBookChanged", key: userId, version, addressId };
}
