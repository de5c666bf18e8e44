import type { Caller, RequestKey } from "#mesh/kernel";
import { checkAddress } from "../domain/check-address.ts";
import type { AddressId } from "../domain/ids.ts";
import { type AddressDraft, changeAddress, type UserAddress } from "../domain/user-address.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

export interface UpdateAddress {
  readonly addressId: AddressId;
  readonly change: Partial<AddressDraft>;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

/** Fails with RESOURCE_NOT_FOUND, ADDRESS_INVALID, ETAG_MISMATCH. */
export const updateAddress =
  ({ addresses, postalCodes, regions, clock }: UserPorts) =>
  async (caller: Caller, { addressId, change, etag, request }: UpdateAddress): Promise<UserAddress> => {
    if (change.address !== undefined) checkAddress(change.address, { postalCodes, regions });
    const decide = (address: UserAddress) => changeAddress(address, change, etag, clock.now());
    return addresses.change(signedInUser(caller), addressId, decide, request);
  };
