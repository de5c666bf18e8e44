import type { RetailLine } from "../../online-retail/mod.ts";

/** Why a line of the file is listed. */
export type RemarkReason = "unmatched" | "free" | "bad-debt" | "rounded" | "not-stocked";

/** A line that is told of: credited for want of a sale, or not entered, or entered at a rounded price. */
export interface Remark {
  readonly why: RemarkReason;
  readonly line: RetailLine;
}

/** What each reason means, in words. */
export const reasons: Readonly<Record<RemarkReason, string>> = {
  unmatched: "cancellation lines no earlier sale covers, entered as credits",
  free: "free lines, not entered",
  "bad-debt": "corrections of debts, not entered",
  rounded: "sale lines whose price was rounded half to even to pence",
  "not-stocked": "adjustments of what no stock is kept of, not entered",
};
