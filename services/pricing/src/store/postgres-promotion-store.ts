import { notFound, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, type Statement, type Transaction, violates } from "#mesh/store";
import type { PromotionStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { PricingEvent } from "../domain/events.ts";
import type { Promotion } from "../domain/promotion.ts";
import { promotionFromRow, promotionValues } from "./promotion-row.ts";
import * as sql from "./promotion-statements.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Promotions in PostgreSQL, a row each; an index lets one of them hold a coupon's code. */
export function postgresPromotionStore(database: Database<PricingEvent>): PromotionStore {
  return {
    async find(promotionId) {
      const [row] = await database.query(sql.find, [uuidFromId(promotionId)]);
      return row && promotionFromRow(row);
    },
    async page(after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.page, [before, size + 1]);
      return toPage(rows.map(promotionFromRow), size, ({ promotionId }) => promotionId);
    },
    create(decide, request) {
      return database.change(request, async (tx) => {
        const { next, events } = decide();
        await write(tx, sql.insert, next);
        return { answer: next, events };
      });
    },
    change(promotionId, decide, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [uuidFromId(promotionId)]);
        if (row === undefined) throw notFound();
        const before = promotionFromRow(row);
        const { next, events } = decide(before);
        if (next !== before) await write(tx, sql.update, next);
        return { answer: next, events };
      });
    },
  };
}

async function write(tx: Transaction, statement: Statement<never>, promotion: Promotion): Promise<void> {
  const { couponCode, customerGroup, updateTime } = promotion;
  await tx.query(sql.freeCode, [couponCode, updateTime]);
  await tx.query(statement, promotionValues(promotion)).catch((error: unknown) => {
    if (violates(error, "promotions_customer_group")) {
      throw refuse("CUSTOMER_GROUP_UNKNOWN", { metadata: { customer_group: customerGroup }, cause: error });
    }
    const taken = violates(error, "promotions_coupon_code_key");
    throw taken ? refuse("COUPON_CODE_TAKEN", { metadata: { coupon_code: couponCode }, cause: error }) : error;
  });
}
