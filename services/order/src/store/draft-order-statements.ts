import { statement } from "#mesh/store";
import type { DraftOrderRow } from "./draft-order-row.ts";

const head = "draft_order_id, state, user_id, currency_code, content::text AS content";
const tail = "business_time, created_by, placing_order_id, order_id, create_time, update_time";
const columns = `${head}, lines::text AS lines, quote::text AS quote, ${tail}`;
/** Without what grows with the lines. */
const listed = `${head}, '[]' AS lines,
  (quote || '{"lines": [], "steps": [], "unpricedLineIds": []}')::text AS quote, ${tail}`;

export const find = statement<DraftOrderRow>(
  "draft_order.find",
  `SELECT ${columns} FROM draft_orders WHERE draft_order_id = $1`,
);

export const lock = statement<DraftOrderRow>(
  "draft_order.lock",
  `SELECT ${columns} FROM draft_orders WHERE draft_order_id = $1 FOR UPDATE`,
);

/** $1 draft before which the page starts, $2 rows. */
export const page = statement<DraftOrderRow>(
  "draft_order.page",
  `SELECT ${listed} FROM draft_orders WHERE draft_order_id < $1 ORDER BY draft_order_id DESC LIMIT $2`,
);

/** As `page`, and $3 the state. */
export const pageByState = statement<DraftOrderRow>(
  "draft_order.page_by_state",
  `SELECT ${listed} FROM draft_orders WHERE state = $3 AND draft_order_id < $1 ORDER BY draft_order_id DESC LIMIT $2`,
);

export const insert = statement<never>(
  "draft_order.insert",
  `INSERT INTO draft_orders (draft_order_id, state, user_id, currency_code, content, lines, quote, ${tail})
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);

/** $2 the state, $3 the order of the placing under way, $4 the order it became, $5 the time. */
export const move = statement<never>(
  "draft_order.move",
  `UPDATE draft_orders SET state = $2, placing_order_id = $3, order_id = $4, update_time = $5 WHERE draft_order_id = $1`,
);
