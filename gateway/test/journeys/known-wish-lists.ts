import type { Buyer } from "./shop/buyer.ts";

/** Wish lists of the user. */
export interface KnownWishLists {
  /** One with two variants. */
  readonly wishListId: string;
  readonly wishedVariantId: string;
  readonly spareWishedVariantId: string;
  readonly spareWishListId: string;
}

export async function makeKnownWishLists(
  { ask }: Buyer,
  wishedVariantId: string,
  spareWishedVariantId: string,
): Promise<KnownWishLists> {
  const create = async (name: string) =>
    (await ask<{ wishList: { wishListId: string } }>("POST /v1/wish-lists", { name })).wishList.wishListId;
  const [wishListId, spareWishListId] = [await create("Birthday"), await create("Nothing")];
  for (const variantId of [wishedVariantId, spareWishedVariantId]) {
    await ask(`POST /v1/wish-lists/${wishListId}/items`, { variantId, quantity: 1 });
  }
  return { wishListId, spareWishListId, wishedVariantId, spareWishedVariantId };
}
