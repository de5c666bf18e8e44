import { AnalyticsErrorReason } from "#gen/grpc/ultramarket/analytics/v1/analytics_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const reasons = Object.keys(AnalyticsErrorReason).map((name) => name.replace("ANALYTICS_ERROR_REASON_", ""));
  expect(Object.keys(refuse.catalogue)).toEqual(reasons.filter((reason) => reason !== "UNSPECIFIED"));
});
