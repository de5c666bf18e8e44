import { postcodeValidator, postcodeValidatorExistsForCountry } from "postcode-validator";
import type { PostalCodes } from "../domain/check-address.ts";

/** The forms the package knows; case and spaces around it do not matter. */
export const postalCodes: PostalCodes = {
  fits: (countryCode, postalCode) =>
    !postcodeValidatorExistsForCountry(countryCode) || postcodeValidator(postalCode.trim().toUpperCase(), countryCode),
};
