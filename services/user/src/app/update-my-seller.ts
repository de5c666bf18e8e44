import type { Caller, RequestKey } from "#mesh/kernel";
import { describeSeller, type Seller, type SellerContent } from "../domain/seller.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

export interface UpdateMySeller {
  readonly change: Partial<SellerContent>;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

/** Describes the caller as a seller. Fails with INVALID_REQUEST, SELLER_SLUG_TAKEN, ETAG_MISMATCH. */
export const updateMySeller =
  ({ sellers, clock }: UserPorts) =>
  async (caller: Caller, { change, etag, request }: UpdateMySeller): Promise<Seller> => {
    const userId = signedInUser(caller);
    return sellers.change(userId, (seller) => describeSeller(seller, userId, change, etag, clock.now()), request);
  };
