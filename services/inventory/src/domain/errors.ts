import { defineRefusals } from "#mesh/kernel";

/** The refusals of the inventory service: the values of ultramarket.inventory.v1.InventoryErrorReason. */
export const refuse = defineRefusals("inventory.ultramarket", {
  OUT_OF_STOCK: ["FAILED_PRECONDITION", "fewer units are available than wanted"],
  HOLD_EXPIRED: ["FAILED_PRECONDITION", "the hold has lapsed or was released"],
  STOCK_INSUFFICIENT: ["FAILED_PRECONDITION", "the warehouse would hold fewer units than are reserved there"],
  QUANTITY_TOO_LARGE: ["FAILED_PRECONDITION", "more units are named than are reserved"],
  RESERVATION_ID_TAKEN: ["ALREADY_EXISTS", "there is a reservation of this id with other content"],
  BUSINESS_TIME_IN_FUTURE: ["INVALID_ARGUMENT", "business_time lies in the future"],
});
