import { defineRefusals } from "#mesh/kernel";

/** The refusals of the user service: the values of ultramarket.user.v1.UserErrorReason. */
export const refuse = defineRefusals("user.ultramarket", {
  ADDRESS_INVALID: ["INVALID_ARGUMENT", "the address is not one of its country"],
  ADDRESS_BOOK_FULL: ["FAILED_PRECONDITION", "an address book holds at most 100 addresses"],
  CURRENCY_UNKNOWN: ["INVALID_ARGUMENT", "the currency is no active one of ISO 4217"],
  LANGUAGE_UNKNOWN: ["INVALID_ARGUMENT", "the language is none of ISO 639"],
  COUNTRY_UNKNOWN: ["INVALID_ARGUMENT", "the country is none of ISO 3166-1"],
  WISH_LISTS_FULL: ["FAILED_PRECONDITION", "a person has at most 50 wish lists"],
  WISH_LIST_FULL: ["FAILED_PRECONDITION", "a wish list has at most 500 items"],
  PRIVACY_REQUEST_OPEN: ["FAILED_PRECONDITION", "a request of this kind is under way"],
  PRIVACY_REQUEST_STARTED: ["FAILED_PRECONDITION", "the request has started or ended"],
  EXPORT_NOT_READY: ["FAILED_PRECONDITION", "there is no archive to download, or none any more"],
  SELLER_SLUG_TAKEN: ["ALREADY_EXISTS", "another seller has the slug"],
});
