import { SearchErrorReason } from "#gen/grpc/ultramarket/search/v1/search_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const reasons = Object.keys(SearchErrorReason).map((name) => name.replace("SEARCH_ERROR_REASON_", ""));
  expect(Object.keys(refuse.catalogue)).toEqual(reasons.filter((reason) => reason !== "UNSPECIFIED"));
});
