import { UserErrorReason } from "#gen/grpc/ultramarket/user/v1/user_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const reasons = Object.keys(UserErrorReason).map((name) => name.replace("USER_ERROR_REASON_", ""));
  expect(Object.keys(refuse.catalogue)).toEqual(reasons.filter((reason) => reason !== "UNSPECIFIED"));
});
