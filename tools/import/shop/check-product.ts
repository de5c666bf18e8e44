import { create } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import { createValidator } from "@bufbuild/protovalidate";
import { type ProductInput, ProductInputSchema } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { isCurrency } from "#mesh/kernel";
import { type RowError, rowError } from "../../table-file/mod.ts";
import { categoryPathOf, countOf, flagOf, minorUnitsOf, stateOf } from "./cells.ts";
import { placeOf, productPlace, variantPlace } from "./place-of.ts";
import type { ProductField, RawProduct, RawVariant, VariantField } from "./raw-product.ts";

/** A product that keeps the contract, as far as that can be told without the market. */
export interface CheckedProduct {
  readonly raw: RawProduct;
  /** Without the ids of its categories. */
  readonly input: ProductInput;
  readonly categories: readonly (readonly string[])[];
  /** Units that shall be there, for each variant; undefined where the file does not say. */
  readonly stock: readonly (number | undefined)[];
}

const validator = createValidator();

/** Reads the texts of a product, or says everything that is wrong with them. */
export function checkProduct(raw: RawProduct): CheckedProduct | { readonly errors: readonly RowError[] } {
  const errors: RowError[] = [];
  const say = (field: ProductField, message: string) => errors.push(errorAt(productPlace(raw, field), message));
  const state = stateOf(raw.state);
  if (state === undefined) say("state", "published, draft or archived is wanted");
  if (raw.name === "") say("name", "a name is wanted");
  const paths = raw.categories.map(categoryPathOf);
  if (paths.includes(undefined))
    say("category", "names of 1 to 100 characters are wanted, such as Home > Kitchen, 8 at most");
  if (raw.variants.length === 0) say("variants", "one variant at least is wanted");
  const variants = raw.variants.map((variant, index) => variantOf(raw, variant, { index, errors }));
  const input = create(ProductInputSchema, {
    ...(state !== undefined && { state }),
    name: raw.name,
    description: raw.description,
    brand: raw.brand,
    options: optionsOf(raw.variants),
    variants,
    media: raw.imageUrls.map((url) => ({ url, altText: raw.name })),
    attributes: raw.attributes.map(({ name, value }) => ({ name, value })),
  });
  if (errors.length === 0) errors.push(...violationsOf(raw, input));
  if (errors.length > 0) return { errors };
  const categories = paths.filter((path) => path !== undefined);
  return { raw, input, categories, stock: raw.variants.map(({ stock }) => countOf(stock)) };
}

function variantOf(raw: RawProduct, variant: RawVariant, { index, errors }: { index: number; errors: RowError[] }) {
  const say = (field: VariantField, message: string) => errors.push(errorAt(variantPlace(raw, field, index), message));
  const price = minorUnitsOf(variant.price, variant.currency);
  const weightGrams = variant.weightGrams === "" ? 0 : countOf(variant.weightGrams);
  const nonStock = flagOf(variant.nonStock);
  if (variant.sku === "") say("sku", "a stock keeping unit is wanted");
  if (!isCurrency(variant.currency)) say("currency", "a currency of ISO 4217 is wanted, such as EUR");
  if (price === undefined)
    say("price", "an amount is wanted such as 12.90, with the currency's decimals and not negative");
  if (weightGrams === undefined) say("weight_grams", "whole grams are wanted");
  if (nonStock === undefined) say("non_stock", "true or false is wanted");
  if (variant.stock !== "" && countOf(variant.stock) === undefined)
    say("stock", "a whole number from 0 to 1,000,000,000 is wanted");
  if (variant.stock !== "" && nonStock === true) say("stock", "no stock is kept of it: leave this empty");
  return {
    sku: variant.sku,
    optionValues: variant.options.map(({ name, value }) => ({ option: name, value })),
    price: { currencyCode: variant.currency, minorUnits: price ?? 0n },
    weightGrams: weightGrams ?? 0,
    gtin: variant.gtin,
    nonStock: nonStock ?? false,
  };
}

/** The axes the variants differ in, with their values in the order of the file. */
function optionsOf(variants: readonly RawVariant[]): { name: string; values: string[] }[] {
  const axes = new Map<string, Set<string>>();
  for (const { name, value } of variants.flatMap(({ options }) => options)) {
    axes.set(name, (axes.get(name) ?? new Set()).add(value));
  }
  return [...axes].map(([name, values]) => ({ name, values: [...values] }));
}

function violationsOf(raw: RawProduct, input: ProductInput): readonly RowError[] {
  const result = validator.validate(ProductInputSchema, input);
  if (result.kind === "error") throw result.error;
  if (result.kind === "valid") return [];
  return result.violations.map(({ field, message }) => errorAt(placeOf(raw, pathToString(field)), message));
}

export function errorAt({ line, field, value }: ReturnType<typeof placeOf>, message: string): RowError {
  return rowError(line, field, Buffer.from(value).toString("latin1"), message);
}
