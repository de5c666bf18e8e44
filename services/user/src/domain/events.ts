import type { PersonErased } from "#mesh/kernel";
import type { ConsentRecorded } from "./consent.ts";
import type { ErasureScheduled, ErasureStarted } from "./privacy-request.ts";
import type { UserUpdated } from "./profile.ts";
import type { SellerChanged } from "./seller.ts";
import type { AddressBookChanged } from "./user-address.ts";
import type { WishListChanged } from "./wish-list.ts";

export type UserEvent =
  | UserUpdated
  | AddressBookChanged
  | ConsentRecorded
  | WishListChanged
  | PersonErased
  | ErasureScheduled
  | ErasureStarted
  | SellerChanged;
