import { type PageKey, type PageQuery, type RequestKey, readPage } from "#mesh/kernel";
import type { Coupon, CouponBatchId } from "../domain/coupon.ts";
import type { PromotionId } from "../domain/promotion.ts";
import type { CouponsWanted, PricingPorts } from "./ports.ts";

export interface GenerateCoupons {
  readonly promotionId: PromotionId;
  readonly count: number;
  readonly prefix: string;
  /** Of each; 0 for any number. */
  readonly maxRedemptions: number;
  readonly request?: RequestKey | undefined;
}

const codeKey: PageKey<string> = {
  encode: (code) => [code],
  decode: ([code, ...more]) => (code !== undefined && more.length === 0 ? code : undefined),
};

/** Makes coupons, and answers with their batch. Fails with RESOURCE_NOT_FOUND. */
export const generateCoupons =
  ({ coupons, couponCodes, clock, ids }: PricingPorts) =>
  ({ count, prefix, request, ...wanted }: GenerateCoupons): Promise<CouponBatchId> => {
    const codes = couponCodes(prefix, count);
    return coupons.add({ ...wanted, batchId: ids.next("cpb"), codes, createTime: clock.now() }, request);
  };

/** By code. Fails with PAGE_TOKEN_INVALID. */
export const listCoupons =
  ({ coupons }: PricingPorts) =>
  (query: PageQuery & CouponsWanted): Promise<{ items: readonly Coupon[]; nextPageToken: string }> => {
    const { promotionId, batchId = "" } = query;
    const list = { name: "coupons", filter: { promotionId, batchId }, key: codeKey };
    return readPage(list, query, (after, size) => coupons.page(query, after, size));
  };

/** Tells how many count no more. */
export const disableCoupons =
  ({ coupons }: PricingPorts) =>
  (wanted: CouponsWanted & { readonly couponCode?: string | undefined }, request?: RequestKey): Promise<number> =>
    coupons.disable(wanted, request);
