import { addWishListItem } from "./add-wish-list-item.ts";
import { batchFindUsers } from "./batch-find-users.ts";
import { batchUpsertUsers } from "./batch-upsert-users.ts";
import { cancelPrivacyRequest } from "./cancel-privacy-request.ts";
import { continuePrivacyRequests } from "./continue-privacy-requests.ts";
import { createAddress } from "./create-address.ts";
import { createWishList } from "./create-wish-list.ts";
import { deleteAddress } from "./delete-address.ts";
import { deleteWishList } from "./delete-wish-list.ts";
import { downloadExport } from "./download-export.ts";
import { getAddress } from "./get-address.ts";
import { getMyProfile } from "./get-my-profile.ts";
import { getMySeller } from "./get-my-seller.ts";
import { getPrivacyRequest } from "./get-privacy-request.ts";
import { getSeller } from "./get-seller.ts";
import { getUser } from "./get-user.ts";
import { getWishList } from "./get-wish-list.ts";
import { keepAccount } from "./keep-account.ts";
import { listAddresses } from "./list-addresses.ts";
import { listConsents } from "./list-consents.ts";
import { listPrivacyRequests } from "./list-privacy-requests.ts";
import { listSellers } from "./list-sellers.ts";
import { listWishListItems } from "./list-wish-list-items.ts";
import { listWishLists } from "./list-wish-lists.ts";
import { noteGuest } from "./note-guest.ts";
import { notePersonErased } from "./note-person-erased.ts";
import type { UserPorts } from "./ports.ts";
import { readUser } from "./read-user.ts";
import { recordConsent } from "./record-consent.ts";
import { removeWishListItem } from "./remove-wish-list-item.ts";
import { requestErasure } from "./request-erasure.ts";
import { requestExport } from "./request-export.ts";
import { setSellerSuspended } from "./set-seller-suspended.ts";
import { takeOverGuestAddresses } from "./take-over-guest-addresses.ts";
import { takeOverGuestWishLists } from "./take-over-guest-wish-lists.ts";
import { updateAddress } from "./update-address.ts";
import { updateMyProfile } from "./update-my-profile.ts";
import { updateMySeller } from "./update-my-seller.ts";
import { updateWishList } from "./update-wish-list.ts";

/** Everything the service can do. */
export const userUseCases = (ports: UserPorts) => ({
  updateMySeller: updateMySeller(ports),
  setSellerSuspended: setSellerSuspended(ports),
  listSellers: listSellers(ports),
  getSeller: getSeller(ports),
  getMySeller: getMySeller(ports),
  requestExport: requestExport(ports),
  downloadExport: downloadExport(ports),
  requestErasure: requestErasure(ports),
  notePersonErased: notePersonErased(ports),
  noteGuest: noteGuest(ports),
  listPrivacyRequests: listPrivacyRequests(ports),
  getPrivacyRequest: getPrivacyRequest(ports),
  continuePrivacyRequests: continuePrivacyRequests(ports),
  cancelPrivacyRequest: cancelPrivacyRequest(ports),
  addWishListItem: addWishListItem(ports),
  batchFindUsers: batchFindUsers(ports),
  batchUpsertUsers: batchUpsertUsers(ports),
  createAddress: createAddress(ports),
  createWishList: createWishList(ports),
  deleteAddress: deleteAddress(ports),
  deleteWishList: deleteWishList(ports),
  getAddress: getAddress(ports),
  getMyProfile: getMyProfile(ports),
  getUser: getUser(ports),
  getWishList: getWishList(ports),
  keepAccount: keepAccount(ports),
  listAddresses: listAddresses(ports),
  listConsents: listConsents(ports),
  listWishListItems: listWishListItems(ports),
  listWishLists: listWishLists(ports),
  readUser: readUser(ports),
  recordConsent: recordConsent(ports),
  removeWishListItem: removeWishListItem(ports),
  takeOverGuestAddresses: takeOverGuestAddresses(ports),
  takeOverGuestWishLists: takeOverGuestWishLists(ports),
  updateAddress: updateAddress(ports),
  updateMyProfile: updateMyProfile(ports),
  updateWishList: updateWishList(ports),
});

export type UserUseCases = ReturnType<typeof userUseCases>;
