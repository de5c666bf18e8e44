import { invalid } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { Option, Product, Variant } from "./product.ts";

/**
 * The product with each variant's option values in the order of the options, if it keeps the rules. Fails with
 * INVALID_REQUEST (an option twice), OPTION_VALUES_WRONG, VARIANT_REPEATED or VARIANT_MISSING.
 */
export function checkProduct(product: Product): Product {
  const { options, state } = product;
  checkSchedule(product);
  product.variants.forEach(checkVariant);
  refuseRepeatedOptions(options);
  const variants = product.variants.map((variant) => alignWith(options, variant));
  refuseRepeatedVariants(variants);
  if (state === "PUBLISHED" && variants.length === 0) throw refuse("VARIANT_MISSING");
  return { ...product, variants };
}

function checkSchedule({ publishTime, unpublishTime }: Product): void {
  if (publishTime === undefined || unpublishTime === undefined || publishTime < unpublishTime) return;
  throw invalid({ field: "product.unpublish_time", description: "must be after publish_time" });
}

function checkVariant({ digital, nonStock, components, variantId }: Variant, index: number): void {
  const path = `product.variants[${index}]`;
  if (digital && !nonStock) {
    throw invalid({ field: `${path}.non_stock`, description: "must be true: of what is digital no stock is kept" });
  }
  const parts = components.map((component) => component.variantId);
  const wrong = parts.findIndex((part, place) => part === variantId || parts.indexOf(part) < place);
  if (wrong >= 0) {
    const field = `${path}.components[${wrong}].variant_id`;
    throw invalid({ field, description: "names the bundle itself, or a part a second time" });
  }
}

function refuseRepeatedOptions(options: readonly Option[]): void {
  const names = options.map(({ name }) => name);
  const repeated = names.findIndex((name, index) => names.indexOf(name) < index);
  if (repeated >= 0) {
    throw invalid({ field: `product.options[${repeated}].name`, description: "names an option a second time" });
  }
}

function alignWith(options: readonly Option[], variant: Variant): Variant {
  const wrong = () => refuse("OPTION_VALUES_WRONG", { metadata: { sku: variant.sku } });
  if (variant.optionValues.length !== options.length) throw wrong();
  const optionValues = options.map(({ name, values }) => {
    const chosen = variant.optionValues.find(({ option }) => option === name);
    if (chosen === undefined || !values.includes(chosen.value)) throw wrong();
    return chosen;
  });
  return { ...variant, optionValues };
}

function refuseRepeatedVariants(variants: readonly Variant[]): void {
  const seen = new Set<string>();
  for (const { variantId, sku, optionValues } of variants) {
    const marks = [`id ${variantId}`, `sku ${sku}`, `values ${JSON.stringify(optionValues.map(({ value }) => value))}`];
    if (marks.some((mark) => seen.has(mark))) throw refuse("VARIANT_REPEATED", { metadata: { sku } });
    for (const mark of marks) seen.add(mark);
  }
}
