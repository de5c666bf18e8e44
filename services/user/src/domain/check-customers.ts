import { type FieldViolation, invalid } from "#mesh/kernel";
import { isCountry } from "./country.ts";
import { refuse } from "./errors.ts";
import type { Customer } from "./profile.ts";

/** The customers, if each comes once. Fails with INVALID_REQUEST or COUNTRY_UNKNOWN, naming the fields. */
export function checkCustomers(customers: readonly Customer[]): readonly Customer[] {
  const references = new Map(customers.map(({ externalReference }, index) => [externalReference, index]));
  const repeats = violations(customers, "external_reference", "comes again later", ({ externalReference }, index) => {
    return references.get(externalReference) !== index;
  });
  if (repeats.length > 0) throw invalid(...repeats);
  const nowhere = violations(customers, "country_code", "is no country of ISO 3166-1", ({ countryCode }) => {
    return countryCode !== "" && !isCountry(countryCode);
  });
  if (nowhere.length > 0) throw refuse("COUNTRY_UNKNOWN", { fields: nowhere });
  return customers;
}

function violations(
  customers: readonly Customer[],
  part: string,
  description: string,
  isWrong: (customer: Customer, index: number) => boolean,
): readonly FieldViolation[] {
  return customers.flatMap((customer, index) =>
    isWrong(customer, index) ? [{ field: `customers[${index}].${part}`, description }] : [],
  );
}
