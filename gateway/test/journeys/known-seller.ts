import type { Buyer } from "./shop/buyer.ts";

/** The user as a seller. */
export interface KnownSeller {
  readonly sellerId: string;
  readonly sellerSlug: string;
}

export async function makeKnownSeller({ ask }: Buyer): Promise<KnownSeller> {
  const sellerSlug = "mugs-and-more";
  const said = { name: "Mugs & more", slug: sellerSlug };
  const { seller } = await ask<{ seller: { userId: string } }>("PATCH /v1/seller/profile", said);
  return { sellerId: seller.userId, sellerSlug };
}
