import { InventoryErrorReason } from "#gen/grpc/ultramarket/inventory/v1/inventory_errors.ts";
import { refuse } from "./errors.ts";

test("the catalogue and the contract name the same reasons", () => {
  const reasons = Object.keys(InventoryErrorReason).map((name) => name.replace("INVENTORY_ERROR_REASON_", ""));
  expect(Object.keys(refuse.catalogue)).toEqual(reasons.filter((reason) => reason !== "UNSPECIFIED"));
});
