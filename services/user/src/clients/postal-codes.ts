import { postcodeValidator } from "postcode-validator";
import type { PostalCodes } from "../domain/check-address.ts";

/** Forms in use that the package does not know. */
const otherForms: Readonly<Record<string, RegExp>> = {
  GB: /^(BFPO ?\d{1,4}|GIR ?0AA)$/,
  IN: /^\d{3} \d{3}$/,
  JP: /^\d{7}$/,
  PL: /^\d{5}$/,
  TW: /^\d{3}-\d{2,3}$/,
};

/** Case, spaces around it, and a sign of the country before it, such as "D-" or "CH-", do not matter. */
export const postalCodes: PostalCodes = {
  fits(countryCode, postalCode) {
    const given = postalCode.trim().toUpperCase();
    const bare = given.replace(new RegExp(`^${countryCode.charAt(0)}[A-Z]{0,2}-`), "");
    return [given, bare].some((code) => isWritten(countryCode, code));
  },
};

function isWritten(countryCode: string, code: string): boolean {
  return postcodeValidator(code, countryCode) || otherForms[countryCode]?.test(code) === true;
}
