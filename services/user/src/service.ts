import { defineService } from "#mesh/runtime";
import { userUseCases } from "./app/use-cases.ts";
import { authClient } from "./clients/auth-client.ts";
import { postalCodes } from "./clients/postal-codes.ts";
import { regions } from "./clients/regions.ts";
import { userConfig } from "./config.ts";
import { accountEvents } from "./consumers/account-events.ts";
import { guestAddresses, guestWishLists } from "./consumers/guest-signed-in.ts";
import type { UserEvent } from "./domain/events.ts";
import { consentRpc } from "./rpc/consent-rpc.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { userDeskRpc } from "./rpc/user-desk-rpc.ts";
import { userLookupRpc } from "./rpc/user-lookup-rpc.ts";
import { userRpc } from "./rpc/user-rpc.ts";
import { wishListRpc } from "./rpc/wish-list-rpc.ts";
import { postgresAddressStore } from "./store/postgres-address-store.ts";
import { postgresConsentStore } from "./store/postgres-consent-store.ts";
import { postgresProfileStore } from "./store/postgres-profile-store.ts";
import { postgresWishListStore } from "./store/postgres-wish-list-store.ts";

/** People as they describe themselves: profiles, address books, what they agreed to, and what they wish for. */
export const userService = defineService({
  name: "user",
  config: userConfig,
  async start({ clock, ids, openDatabase, dial }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<UserEvent>({ migrations, encodeEvent });
    const app = userUseCases({
      profiles: postgresProfileStore(database),
      addresses: postgresAddressStore(database),
      consents: postgresConsentStore(database),
      wishLists: postgresWishListStore(database),
      accounts: authClient(dial),
      postalCodes,
      regions,
      clock,
      ids,
    });
    return {
      rpc: [userRpc(app), userDeskRpc(app), userLookupRpc(app), consentRpc(app), wishListRpc(app)],
      consumers: [accountEvents(app), guestAddresses(app), guestWishLists(app)],
    };
  },
});
