import type { Caller, RequestKey } from "#mesh/kernel";
import type { VariantId, WishListId } from "../domain/ids.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

export interface RemoveWishListItem {
  readonly wishListId: WishListId;
  readonly variantId: VariantId;
  readonly request?: RequestKey | undefined;
}

/** Fails with RESOURCE_NOT_FOUND. */
export const removeWishListItem =
  ({ wishLists, clock }: UserPorts) =>
  async (caller: Caller, { wishListId, variantId, request }: RemoveWishListItem): Promise<void> =>
    wishLists.removeItem(signedInUser(caller), wishListId, variantId, clock.now(), request);
