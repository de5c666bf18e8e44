import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { CouponStore } from "../app/ports.ts";
import type { Coupon } from "../domain/coupon.ts";
import type { PricingEvent } from "../domain/events.ts";

interface CouponRow {
  readonly coupon_code: string;
  readonly promotion_id: string;
  readonly batch_id: string;
  readonly max_redemptions: number;
  readonly redemption_count: number;
  readonly disabled: boolean;
  readonly create_time: Date;
}

/** Adds the codes $3 to the promotion $1 in the batch $2, each for $4 orders, at $5; no row if there is no such promotion. */
const add = statement<{ readonly promotion_id: string }>(
  "coupon.add",
  `WITH found AS (SELECT promotion_id FROM promotions WHERE promotion_id = $1),
   added AS (
     INSERT INTO coupons (coupon_code, promotion_id, batch_id, max_redemptions, create_time)
     SELECT coupon_code, promotion_id, $2, $4, $5 FROM found, unnest($3::text[]) AS new (coupon_code)
   )
   SELECT promotion_id FROM found`,
);

/** Coupons of the promotion $1 after the code $2, $3 rows. */
const page = statement<CouponRow>(
  "coupon.page",
  "SELECT * FROM coupons WHERE promotion_id = $1 AND coupon_code > $2 ORDER BY coupon_code LIMIT $3",
);

/** As `page`, of the batch $4. */
const pageOfBatch = statement<CouponRow>(
  "coupon.page_of_batch",
  `SELECT * FROM coupons WHERE promotion_id = $1 AND batch_id = $4 AND coupon_code > $2
   ORDER BY batch_id, coupon_code LIMIT $3`,
);

/** Disables the coupon $2 of the promotion $1, or all of the batch $3. */
const disable = statement<{ readonly count: bigint }>(
  "coupon.disable",
  `WITH disabled AS (
     UPDATE coupons SET disabled = true
     WHERE promotion_id = $1 AND (coupon_code = $2 OR batch_id = $3) AND NOT disabled RETURNING coupon_code
   )
   SELECT count(*) AS count FROM disabled`,
);

/** Coupons in PostgreSQL, a row each. */
export function postgresCouponStore(database: Database<PricingEvent>): CouponStore {
  return {
    add({ promotionId, batchId, codes, maxRedemptions, createTime }, request) {
      return database.change(request, async (tx) => {
        const values = [uuidFromId(promotionId), uuidFromId(batchId), codes, maxRedemptions, createTime];
        const [found] = await tx.query(add, values);
        if (found === undefined) throw notFound();
        return { answer: batchId, events: [] };
      });
    },
    async page({ promotionId, batchId }, after, size) {
      const values = [uuidFromId(promotionId), after ?? "", size + 1];
      const rows = await (batchId === undefined
        ? database.query(page, values)
        : database.query(pageOfBatch, [...values, uuidFromId(batchId)]));
      return toPage(rows.map(couponFromRow), size, ({ couponCode }) => couponCode);
    },
    disable({ promotionId, batchId, couponCode }, request) {
      return database.change(request, async (tx) => {
        const batch = batchId === undefined ? null : uuidFromId(batchId);
        const [row] = await tx.query(disable, [uuidFromId(promotionId), couponCode ?? null, batch]);
        return { answer: Number(row?.count ?? 0n), events: [] };
      });
    },
  };
}

function couponFromRow(row: CouponRow): Coupon {
  return {
    couponCode: row.coupon_code,
    promotionId: idFromUuid("pro", row.promotion_id),
    batchId: idFromUuid("cpb", row.batch_id),
    maxRedemptions: row.max_redemptions,
    redemptionCount: row.redemption_count,
    disabled: row.disabled,
    createTime: row.create_time,
  };
}
