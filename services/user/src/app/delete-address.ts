import type { Caller, RequestKey } from "#mesh/kernel";
import type { AddressId } from "../domain/ids.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Fails with RESOURCE_NOT_FOUND. */
export const deleteAddress =
  ({ addresses, clock }: UserPorts) =>
  async (caller: Caller, addressId: AddressId, request?: RequestKey): Promise<void> =>
    addresses.remove(signedInUser(caller), addressId, clock.now(), request);
