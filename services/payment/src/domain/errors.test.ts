import { PaymentErrorReason } from "#gen/grpc/ultramarket/payment/v1/payment_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const reasons = Object.keys(PaymentErrorReason)
    .map((name) => name.replace("PAYMENT_ERROR_REASON_", ""))
    .filter((name) => name !== "UNSPECIFIED");
  expect(Object.keys(refuse.catalogue)).toEqual(reasons);
});
