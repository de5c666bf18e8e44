import { NotificationErrorReason } from "#gen/grpc/ultramarket/notification/v1/notification_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const reasons = Object.keys(NotificationErrorReason).map((name) => name.replace("NOTIFICATION_ERROR_REASON_", ""));
  expect(Object.keys(refuse.catalogue)).toEqual(reasons.filter((reason) => reason !== "UNSPECIFIED"));
});
