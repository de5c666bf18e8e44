import { createIds, systemClock } from "#mesh/kernel";
import type { PostalAddress } from "../src/domain/postal-address.ts";
import type { Customer } from "../src/domain/profile.ts";
import { type AddressDraft, newAddress, type UserAddress } from "../src/domain/user-address.ts";
import { newWishList, type WishList } from "../src/domain/wish-list.ts";
import type { Wish } from "../src/domain/wish-list-item.ts";

export const noon = new Date("2036-06-01T12:00:00Z");

/** `seconds` after noon. */
export const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1_000);

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds(systemClock);

export function aPostalAddress(change: Partial<PostalAddress> = {}): PostalAddress {
  return {
    recipientName: "Ada Lovelace",
    organization: "",
    line1: "Keizersgracht 1",
    line2: "",
    city: "Amsterdam",
    regionCode: "",
    postalCode: "1015 CJ",
    countryCode: "NL",
    phone: "",
    ...change,
  };
}

export function aDraft(change: Partial<AddressDraft> = {}): AddressDraft {
  return { label: "Home", address: aPostalAddress(), defaultShipping: false, defaultBilling: false, ...change };
}

/** A new address, of a new user unless told. */
export function aUserAddress(change: Partial<UserAddress> = {}): UserAddress {
  return { ...newAddress(aDraft(), ids.next("usr"), ids.next("adr"), noon), ...change };
}

/** A customer of another system, who differs between runs. */
export function aCustomer(change: Partial<Customer> = {}): Customer {
  return { externalReference: `erp/${ids.uuid()}`, displayName: "Ada", countryCode: "GB", ...change };
}

/** A new wish list, of a new user unless told. */
export function aWishList(change: Partial<WishList> = {}): WishList {
  const content = { name: "Birthday", shared: false };
  return { ...newWishList(content, ids.next("usr"), ids.next("wsh"), noon), ...change };
}

/** A wish for a variant, which differs between calls. */
export function aWish(change: Partial<Wish> = {}): Wish {
  return { variantId: ids.next("var"), quantity: 1, note: "", ...change };
}
