import type { UserAddressInput, UserInput } from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import { maskedChange, required } from "#mesh/kernel";
import type { ProfileContent } from "../domain/profile.ts";
import type { AddressDraft } from "../domain/user-address.ts";

/** The fields of the input that the mask names. */
export function decodeProfileChange(input: UserInput, mask: readonly string[]): Partial<ProfileContent> {
  return maskedChange(input, mask);
}

/** Refuses with INVALID_REQUEST an input without an address. */
export function decodeAddressDraft({ address, ...input }: UserAddressInput): AddressDraft {
  return { ...input, address: required("address.address", address) };
}

/** The fields of the input that the mask names. Refuses with INVALID_REQUEST a missing address if it does. */
export function decodeAddressChange(input: UserAddressInput, mask: readonly string[]): Partial<AddressDraft> {
  if (mask.includes("address")) return maskedChange(decodeAddressDraft(input), mask);
  const { address: _, ...rest } = input;
  return maskedChange(rest, mask);
}
