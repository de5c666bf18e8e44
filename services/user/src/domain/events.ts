import type { DomainEvent } from "#mesh/kernel";
import type { AddressId } from "./ids.ts";
import type { ProfileField } from "./profile.ts";

/** Key: the user; version: that of the profile. It tells which fields changed and never what they hold. */
export interface UserUpdated extends DomainEvent {
  readonly type: "UserUpdated";
  readonly changedFields: readonly ProfileField[];
}

/** Key: the user; version: that of the address book. */
export interface AddressBookChanged extends DomainEvent {
  readonly type: "AddressBookChanged";
  readonly addressId: AddressId;
}

export type UserEvent = UserUpdated | AddressBookChanged;
