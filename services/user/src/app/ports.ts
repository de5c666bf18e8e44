import type { Clock, Decision, Ids, Logger, Page, PersonRecords, RequestKey } from "#mesh/kernel";
import type { AddressForms } from "../domain/check-address.ts";
import type { Consent, ConsentDraft } from "../domain/consent.ts";
import type { ExportPace } from "../domain/export.ts";
import type { AddressId, UserId, VariantId, WishListId } from "../domain/ids.ts";
import type { Person } from "../domain/person.ts";
import type { ErasurePace } from "../domain/privacy-request.ts";
import type { Account, Customer, Profile, UserUpdated } from "../domain/profile.ts";
import type { UserAddress } from "../domain/user-address.ts";
import type { WishList } from "../domain/wish-list.ts";
import type { WishedItem, WishListItem } from "../domain/wish-list-item.ts";
import type { PrivacyRequestStore } from "./privacy-ports.ts";
import type { SellerStore } from "./seller-ports.ts";

/** What the use cases need. */
export interface UserPorts extends AddressForms {
  readonly profiles: ProfileStore;
  readonly addresses: AddressStore;
  readonly consents: ConsentStore;
  readonly wishLists: WishListStore;
  readonly sellers: SellerStore;
  readonly privacyRequests: PrivacyRequestStore;
  readonly erasurePace: ErasurePace;
  readonly exportPace: ExportPace;
  /** What each service has of a person, by its name. */
  readonly personRecords: Readonly<Record<string, PersonRecords>>;
  /** A ZIP of the files, whose time is the one given. */
  readonly archive: (files: Readonly<Record<string, string>>, time: Date) => Uint8Array;
  readonly log: Logger;
  readonly accounts: Accounts;
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

/** Keeps wish lists, on the terms of ProfileStore. */
export interface WishListStore {
  /** A list of the reader's, or one that is shared. */
  find(reader: UserId, wishListId: WishListId): Promise<WishList | undefined>;
  /** Those of the user, newest first, after the list of the key. */
  page(userId: UserId, after: WishListId | undefined, size: number): Promise<Page<WishList, WishListId>>;
  /** The items of a list that `find` finds, those added last first, before the item of the number, and whose it is. */
  items(
    reader: UserId,
    wishListId: WishListId,
    before: number | undefined,
    size: number,
  ): Promise<(Page<WishListItem, number> & { readonly ownerId: UserId }) | undefined>;
  /** The list as it was added. Fails with WISH_LISTS_FULL. */
  add(list: WishList, request?: RequestKey): Promise<WishList>;
  /** `decide` answers the same object if nothing changes, and may run more than once. Fails with RESOURCE_NOT_FOUND. */
  change(
    userId: UserId,
    wishListId: WishListId,
    decide: (list: WishList) => WishList,
    request?: RequestKey,
  ): Promise<WishList>;
  /** Removes the list with its items. Fails with RESOURCE_NOT_FOUND. */
  remove(userId: UserId, wishListId: WishListId, request?: RequestKey): Promise<void>;
  /** As `change`, of the list and the item of the variant, if there is one. */
  keepItem(
    userId: UserId,
    wishListId: WishListId,
    variantId: VariantId,
    decide: (list: WishList, item: WishListItem | undefined) => WishedItem,
    request?: RequestKey,
  ): Promise<WishListItem>;
  /** Fails with RESOURCE_NOT_FOUND. */
  removeItem(
    userId: UserId,
    wishListId: WishListId,
    variantId: VariantId,
    now: Date,
    request?: RequestKey,
  ): Promise<void>;
  /** Gives the lists of a guest to the account, as far as there is room, the newest first; the others are removed. */
  takeOver(guestId: UserId, userId: UserId, now: Date, request?: RequestKey): Promise<void>;
}

/** What the auth service knows of accounts. */
export interface Accounts {
  /** Undefined if it was erased. */
  read(userId: UserId): Promise<Account | undefined>;
}
