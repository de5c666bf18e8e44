import type { FieldViolation } from "#mesh/kernel";
import { knowsRegions, needsPostalCode, needsRegion } from "./address-rules.ts";
import { isCountry } from "./country.ts";
import { refuse } from "./errors.ts";
import type { PostalAddress } from "./postal-address.ts";

/** Knows the forms of postal codes. */
export interface PostalCodes {
  /** True if it is written like one of the country's. */
  fits(countryCode: string, postalCode: string): boolean;
}

/** Knows states, provinces and the like. */
export interface Regions {
  /** True if it is the code of one of the country's, after the hyphen of ISO 3166-2. */
  has(countryCode: string, regionCode: string): boolean;
}

/** What knows how the world writes addresses. */
export interface AddressForms {
  readonly postalCodes: PostalCodes;
  readonly regions: Regions;
}

/** The address, if its country's post delivers to such ones. Fails with ADDRESS_INVALID, naming the fields. */
export function checkAddress(address: PostalAddress, forms: AddressForms): PostalAddress {
  const fields = [...violations(address, forms)];
  if (fields.length > 0) throw refuse("ADDRESS_INVALID", { fields });
  return address;
}

function* violations(
  { countryCode, regionCode, postalCode }: PostalAddress,
  { postalCodes, regions }: AddressForms,
): Iterable<FieldViolation> {
  if (!isCountry(countryCode)) {
    yield violation("country_code", "is no country of ISO 3166-1");
    return;
  }
  if (regionCode === "" && needsRegion.has(countryCode)) {
    yield violation("region_code", `is needed in ${countryCode}`);
  }
  if (regionCode !== "" && knowsRegions.has(countryCode) && !regions.has(countryCode, regionCode)) {
    yield violation("region_code", `is no region of ${countryCode}`);
  }
  if (!needsPostalCode.has(countryCode)) return;
  if (postalCode === "") yield violation("postal_code", `is needed in ${countryCode}`);
  else if (!postalCodes.fits(countryCode, postalCode)) {
    yield violation("postal_code", `is no postal code of ${countryCode}`);
  }
}

function violation(part: string, description: string): FieldViolation {
  return { field: `address.address.${part}`, description };
}
