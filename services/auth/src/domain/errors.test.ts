import { AuthErrorReason } from "#gen/grpc/ultramarket/auth/v1/auth_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const reasons = Object.keys(AuthErrorReason).map((name) => name.replace("AUTH_ERROR_REASON_", ""));
  expect(Object.keys(refuse.catalogue)).toEqual(reasons.filter((reason) => reason !== "UNSPECIFIED"));
});
