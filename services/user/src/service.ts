import { erasePerson } from "#mesh/kernel";
import { defineService } from "#mesh/runtime";
import { personRecords } from "#mesh/store";
import { userUseCases } from "./app/use-cases.ts";
import { archive } from "./clients/archive.ts";
import { authClient } from "./clients/auth-client.ts";
import { personRecordsOfOthers } from "./clients/person-records.ts";
import { postalCodes } from "./clients/postal-codes.ts";
import { regions } from "./clients/regions.ts";
import { userConfig } from "./config.ts";
import { accountEvents } from "./consumers/account-events.ts";
import { erasureStarted } from "./consumers/erasure-started.ts";
import { guestAddresses, guestIds, guestWishLists } from "./consumers/guest-signed-in.ts";
import { personErased } from "./consumers/person-erased.ts";
import type { UserEvent } from "./domain/events.ts";
import { consentRpc } from "./rpc/consent-rpc.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { privacyDeskRpc, privacyRpc } from "./rpc/privacy-rpc.ts";
import { sellerDeskRpc, sellerRpc } from "./rpc/seller-rpc.ts";
import { userDeskRpc } from "./rpc/user-desk-rpc.ts";
import { userLookupRpc } from "./rpc/user-lookup-rpc.ts";
import { userRpc } from "./rpc/user-rpc.ts";
import { wishListRpc } from "./rpc/wish-list-rpc.ts";
import { collections } from "./store/person-record-statements.ts";
import { postgresAddressStore } from "./store/postgres-address-store.ts";
import { postgresConsentStore } from "./store/postgres-consent-store.ts";
import { postgresPersonStore } from "./store/postgres-person-store.ts";
import { postgresPrivacyRequestStore } from "./store/postgres-privacy-request-store.ts";
import { postgresProfileStore } from "./store/postgres-profile-store.ts";
import { postgresSellerStore } from "./store/postgres-seller-store.ts";
import { postgresWishListStore } from "./store/postgres-wish-list-store.ts";

/** People as they describe themselves: profiles, address books, what they agreed to, and what they wish for. */
export const userService = defineService({
  name: "user",
  config: userConfig,
  async start({ config, clock, ids, log, openDatabase, dial }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<UserEvent>({ migrations, encodeEvent });
    const app = userUseCases({
      profiles: postgresProfileStore(database),
      addresses: postgresAddressStore(database),
      consents: postgresConsentStore(database),
      wishLists: postgresWishListStore(database),
      sellers: postgresSellerStore(database),
      privacyRequests: postgresPrivacyRequestStore(database),
      erasurePace: config.erasure,
      exportPace: config.export,
      personRecords: { user: personRecords(database, collections), ...personRecordsOfOthers(dial) },
      archive,
      log,
      accounts: authClient(dial),
      postalCodes,
      regions,
      clock,
      ids,
    });
    return {
      rpc: [
        ...[userRpc(app), userDeskRpc(app), userLookupRpc(app), consentRpc(app), wishListRpc(app)],
        ...[privacyRpc(app, clock), privacyDeskRpc(app, clock), sellerRpc(app), sellerDeskRpc(app)],
      ],
      consumers: [
        ...[accountEvents(app), guestAddresses(app), guestWishLists(app), guestIds(app), personErased(app)],
        erasureStarted(erasePerson({ people: postgresPersonStore(database), clock })),
      ],
      workers: [{ name: "user.privacy_requests", everyMs: 500, run: app.continuePrivacyRequests }],
    };
  },
});
