import type { RequestKey } from "#mesh/kernel";
import { checkCustomers } from "../domain/check-customers.ts";
import { type Customer, emptyProfile, keepCustomer, type Profile } from "../domain/profile.ts";
import type { UserPorts } from "./ports.ts";

/** The profiles of the customers, in their order. Fails with INVALID_REQUEST, COUNTRY_UNKNOWN; then none is kept. */
export const batchUpsertUsers =
  ({ profiles, clock, ids }: UserPorts) =>
  async (customers: readonly Customer[], request?: RequestKey): Promise<readonly Profile[]> =>
    profiles.keepCustomers(
      checkCustomers(customers),
      (customer, profile = emptyProfile(ids.next("usr"))) => keepCustomer(profile, customer, clock.now()),
      request,
    );
