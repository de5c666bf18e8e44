import { ShippingErrorReason } from "#gen/grpc/ultramarket/shipping/v1/shipping_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const names = Object.keys(ShippingErrorReason).map((name) => name.replace("SHIPPING_ERROR_REASON_", ""));
  expect(Object.keys(refuse.catalogue)).toEqual(names.filter((name) => name !== "UNSPECIFIED"));
});
