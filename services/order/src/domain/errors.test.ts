import { OrderErrorReason } from "#gen/grpc/ultramarket/order/v1/order_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const names = Object.keys(OrderErrorReason).map((name) => name.replace("ORDER_ERROR_REASON_", ""));
  expect(Object.keys(refuse.catalogue)).toEqual(names.filter((name) => name !== "UNSPECIFIED"));
});
