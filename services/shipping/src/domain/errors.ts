import { defineRefusals } from "#mesh/kernel";

/** The refusals of the shipping service: the values of ultramarket.shipping.v1.ShippingErrorReason. */
export const refuse = defineRefusals("shipping.ultramarket", {
  ORDER_NOT_SHIPPABLE: ["FAILED_PRECONDITION", "the order's state does not allow it to be sent"],
  NOTHING_TO_SHIP: ["FAILED_PRECONDITION", "everything was packed or came back"],
  QUANTITY_TOO_LARGE: ["FAILED_PRECONDITION", "more would be packed than is left"],
  SHIPMENT_STATE_WRONG: ["FAILED_PRECONDITION", "the shipment's state does not allow it"],
  CARRIER_UNAVAILABLE: ["UNAVAILABLE", "no carrier answers; try again shortly"],
  CARRIER_SERVICE_UNKNOWN: [
    "INVALID_ARGUMENT",
    "there is no such carrier, or it has no such service for this shipment",
  ],
  CARRIER_REFUSED: ["FAILED_PRECONDITION", "the carrier does not take the shipment"],
  COUNTRY_TAKEN: ["FAILED_PRECONDITION", "a country is in another zone already"],
  METHOD_ID_TAKEN: ["ALREADY_EXISTS", "there is a shipping method of this id"],
  ZONE_UNKNOWN: ["INVALID_ARGUMENT", "there is no shipping zone of this id"],
  RATES_INVALID: ["INVALID_ARGUMENT", "the rates break the rules of their method"],
  SHIP_TIME_INVALID: ["INVALID_ARGUMENT", "it cannot have been sent, or have arrived, at that time"],
});

/** CARRIER_SERVICE_UNKNOWN, naming the field that names nothing. */
export function carrierUnknown(field: "carrier_id" | "carrier_service") {
  return refuse("CARRIER_SERVICE_UNKNOWN", {
    fields: [{ field, description: "names nothing that carries this shipment" }],
  });
}
