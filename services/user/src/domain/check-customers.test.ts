import { aCustomer } from "../../test/builders.ts";
import { checkCustomers } from "./check-customers.ts";

const nameless = aCustomer({ displayName: "", countryCode: "" });

test("customers of any country or none pass as they are", () => {
  const customers = [aCustomer(), nameless, aCustomer({ countryCode: "IE" })];
  expect(checkCustomers(customers)).toBe(customers);
});

test.each([
  ["INVALID_REQUEST", "external_reference", nameless],
  ["COUNTRY_UNKNOWN", "country_code", aCustomer({ countryCode: "EU" })],
])("customers of whom one is wrong are refused with %s", (reason, part, wrong) => {
  const fields = [expect.objectContaining({ field: `customers[1].${part}` })];
  const refusal = expect.objectContaining({ reason, fields });
  expect(() => checkCustomers([aCustomer(), wrong, aCustomer(), nameless])).toThrow(refusal);
});
