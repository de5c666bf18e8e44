import type { Clock, Decision, Ids, Page, RequestKey } from "#mesh/kernel";
import type { PostalCodes } from "../domain/check-address.ts";
import type { Consent, ConsentDraft } from "../domain/consent.ts";
import type { AddressId, UserId } from "../domain/ids.ts";
import type { Person } from "../domain/person.ts";
import type { Account, Customer, Profile, UserUpdated } from "../domain/profile.ts";
import type { UserAddress } from "../domain/user-address.ts";

/** What the use cases need. */
export interface UserPorts {
  readonly profiles: ProfileStore;
  readonly addresses: AddressStore;
  readonly consents: ConsentStore;
  readonly accounts: Accounts;
  readonly postalCodes: PostalCodes;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Keeps profiles. A change, its events and the answer to its request key are committed together or not at all. */
export interface ProfileStore {
  find(userId: UserId): Promise<Profile | undefined>;
  /** The profile, perhaps an empty one, with the default addresses. */
  read(userId: UserId): Promise<Person>;
  /** `decide` gets an empty profile where none is kept, and may run more than once. */
  change(
    userId: UserId,
    decide: (profile: Profile) => Decision<Profile, UserUpdated>,
    request?: RequestKey,
  ): Promise<Profile>;
  /** Those of the references that are known, in any order. */
  findCustomers(externalReferences: readonly string[]): Promise<readonly Profile[]>;
  /**
   * The profiles of the customers, whose references differ, in their order. `decide` gets none where nobody has the
   * reference, and may run more than once; of those who make the same one at once, one does.
   */
  keepCustomers(
    customers: readonly Customer[],
    decide: (customer: Customer, profile?: Profile) => Decision<Profile, UserUpdated>,
    request?: RequestKey,
  ): Promise<readonly Profile[]>;
}

/**
 * Keeps address books, on the terms of ProfileStore. Of a book with addresses exactly one is each default: the first
 * address becomes both, one that is made a default takes it from the other, and one that goes hands it to the newest.
 */
export interface AddressStore {
  find(userId: UserId, addressId: AddressId): Promise<UserAddress | undefined>;
  /** Newest first, after the address of the key. */
  page(userId: UserId, after: AddressId | undefined, size: number): Promise<Page<UserAddress, AddressId>>;
  /** The address as it was added. Fails with ADDRESS_BOOK_FULL. */
  add(address: UserAddress, request?: RequestKey): Promise<UserAddress>;
  /** `decide` answers the same object if nothing changes, and may run more than once. Fails with RESOURCE_NOT_FOUND. */
  change(
    userId: UserId,
    addressId: AddressId,
    decide: (address: UserAddress) => UserAddress,
    request?: RequestKey,
  ): Promise<UserAddress>;
  /** Fails with RESOURCE_NOT_FOUND. */
  remove(userId: UserId, addressId: AddressId, now: Date, request?: RequestKey): Promise<void>;
  /**
   * Empties the book of a guest into that of the account, as far as there is room, the newest first. They are defaults
   * there only if that was empty.
   */
  takeOver(guestId: UserId, userId: UserId, now: Date, request?: RequestKey): Promise<void>;
}

/** Keeps what people agreed to and took back, on the terms of ProfileStore. Nothing that is kept changes. */
export interface ConsentStore {
  /** Numbers a person's acts from 1 without gaps. */
  add(userId: UserId, draft: ConsentDraft, now: Date, request?: RequestKey): Promise<Consent>;
  /** Newest first, before the act of the number; of one purpose unless that is empty. */
  page(userId: UserId, purpose: string, after: number | undefined, size: number): Promise<Page<Consent, number>>;
}

/** What the auth service knows of accounts. */
export interface Accounts {
  /** Fails with RESOURCE_NOT_FOUND. */
  read(userId: UserId): Promise<Account>;
}
