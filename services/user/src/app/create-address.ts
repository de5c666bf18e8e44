import type { Caller, RequestKey } from "#mesh/kernel";
import { checkAddress } from "../domain/check-address.ts";
import { type AddressDraft, newAddress, type UserAddress } from "../domain/user-address.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Fails with ADDRESS_INVALID, ADDRESS_BOOK_FULL. */
export const createAddress =
  ({ addresses, postalCodes, regions, clock, ids }: UserPorts) =>
  async (caller: Caller, draft: AddressDraft, request?: RequestKey): Promise<UserAddress> => {
    checkAddress(draft.address, { postalCodes, regions });
    return addresses.add(newAddress(draft, signedInUser(caller), ids.next("adr"), clock.now()), request);
  };
