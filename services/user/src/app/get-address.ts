import { type Caller, notFound } from "#mesh/kernel";
import type { AddressId } from "../domain/ids.ts";
import type { UserAddress } from "../domain/user-address.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Fails with RESOURCE_NOT_FOUND, for those of others too. */
export const getAddress =
  ({ addresses }: UserPorts) =>
  async (caller: Caller, addressId: AddressId): Promise<UserAddress> => {
    const address = await addresses.find(signedInUser(caller), addressId);
    if (address === undefined) throw notFound();
    return address;
  };
