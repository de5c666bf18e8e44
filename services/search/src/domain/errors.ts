import { defineRefusals } from "#mesh/kernel";

/** The refusals of the search service: the values of ultramarket.search.v1.SearchErrorReason. */
export const refuse = defineRefusals("search.ultramarket", {
  REBUILD_RUNNING: ["ABORTED", "a new index is being built already"],
  PRICE_RANGE_INVALID: ["INVALID_ARGUMENT", "the price limits contradict each other"],
});
