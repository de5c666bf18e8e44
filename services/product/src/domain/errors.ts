import { defineRefusals } from "#mesh/kernel";

/** The refusals of the product service: the values of ultramarket.product.v1.ProductErrorReason. */
export const refuse = defineRefusals("product.ultramarket", {
  SKU_TAKEN: ["ALREADY_EXISTS", "another variant holds this SKU"],
  SLUG_TAKEN: ["ALREADY_EXISTS", "the slug is taken; choose another"],
  CATEGORY_UNKNOWN: ["FAILED_PRECONDITION", "there is no category of this id"],
  STATE_CHANGE_NOT_ALLOWED: ["FAILED_PRECONDITION", "the product cannot change into this state"],
  VARIANT_MISSING: ["FAILED_PRECONDITION", "a product without a variant cannot be published"],
  OPTION_VALUES_WRONG: ["INVALID_ARGUMENT", "a variant must name one value of each option of its product"],
  VARIANT_REPEATED: ["INVALID_ARGUMENT", "two variants have the same SKU or the same option values"],
  VARIANT_UNKNOWN: ["INVALID_ARGUMENT", "the product has no variant of this id"],
  CATEGORY_TOO_DEEP: ["FAILED_PRECONDITION", "categories nest at most eight deep"],
  CATEGORY_CYCLE: ["FAILED_PRECONDITION", "a category cannot lie in itself"],
  BRAND_UNKNOWN: ["FAILED_PRECONDITION", "there is no brand of this id"],
  BRAND_NAME_TAKEN: ["ALREADY_EXISTS", "another brand has this name"],
  PRODUCT_UNKNOWN: ["FAILED_PRECONDITION", "there is no product of this id"],
  COMPONENT_UNKNOWN: ["FAILED_PRECONDITION", "there is no variant of this id that can be part of a bundle"],
  NOT_APPROVED: ["FAILED_PRECONDITION", "a seller's product is published only once it is approved"],
  NOT_SUBMITTED: ["FAILED_PRECONDITION", "the product is not submitted"],
  VERSION_UNKNOWN: ["NOT_FOUND", "the product had no such version"],
  RESUME_TOKEN_INVALID: ["OUT_OF_RANGE", "the resume token is damaged or of another market; read the catalogue anew"],
});
