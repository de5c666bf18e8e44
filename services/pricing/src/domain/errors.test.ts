import { PricingErrorReason } from "#gen/grpc/ultramarket/pricing/v1/pricing_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const reasons = Object.keys(PricingErrorReason).map((name) => name.replace("PRICING_ERROR_REASON_", ""));
  expect(Object.keys(refuse.catalogue)).toEqual(reasons.filter((reason) => reason !== "UNSPECIFIED"));
});
