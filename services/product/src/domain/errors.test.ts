import { CommonErrorReason } from "#gen/grpc/ultramarket/common/v1/errors.ts";
import { ProductErrorReason } from "#gen/grpc/ultramarket/product/v1/product_errors.ts";
import { refuse as refuseShared } from "#mesh/kernel";
import { refuse } from "./errors.ts";

const reasonsOf = (enumeration: object, prefix: string) =>
  Object.keys(enumeration)
    .map((name) => name.replace(prefix, ""))
    .filter((name) => name !== "UNSPECIFIED");

test("the catalogue and the contract name the same reasons", () => {
  expect(Object.keys(refuse.catalogue)).toEqual(reasonsOf(ProductErrorReason, "PRODUCT_ERROR_REASON_"));
  expect(Object.keys(refuseShared.catalogue)).toEqual(reasonsOf(CommonErrorReason, "COMMON_ERROR_REASON_"));
});
