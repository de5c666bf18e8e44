import type { Decision, Page, RequestKey } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { Seller, SellerChanged } from "../domain/seller.ts";

/** Keeps sellers, on the terms of ProfileStore. */
export interface SellerStore {
  find(userId: UserId): Promise<Seller | undefined>;
  findBySlug(slug: string): Promise<Seller | undefined>;
  /** Those who are not suspended, who came last first, after the seller of the key. */
  page(after: UserId | undefined, size: number): Promise<Page<Seller, UserId>>;
  /** `decide` may run more than once. Fails with SELLER_SLUG_TAKEN. */
  change(
    userId: UserId,
    decide: (seller: Seller | undefined) => Decision<Seller, SellerChanged>,
    request?: RequestKey,
  ): Promise<Seller>;
}
