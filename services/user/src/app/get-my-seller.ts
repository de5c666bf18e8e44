import { type Caller, notFound } from "#mesh/kernel";
import type { Seller } from "../domain/seller.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** The caller as a seller. Fails with RESOURCE_NOT_FOUND. */
export const getMySeller =
  ({ sellers }: UserPorts) =>
  async (caller: Caller): Promise<Seller> => {
    const found = await sellers.find(signedInUser(caller));
    if (found === undefined) throw notFound();
    return found;
  };
