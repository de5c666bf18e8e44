import { invalid } from "#mesh/kernel";
import type { AttributeDefinition, AttributeType, AttributeValue, TypedValue } from "./attribute.ts";
import type { Category, CategoryId } from "./category.ts";
import type { Product } from "./product.ts";

/** The categories of products, and all above them. */
export type CategoryTree = ReadonlyMap<CategoryId, Category>;

export function categoryTree(categories: readonly Category[]): CategoryTree {
  return new Map(categories.map((category) => [category.categoryId, category]));
}

/**
 * Refuses with INVALID_REQUEST, naming the field, what the definitions of the product's categories do not allow, and, of
 * a published product, that it lacks what they require.
 */
export function checkAttributes(product: Product, tree: CategoryTree): void {
  const definitions = definitionsOf(product, tree);
  checkValues("product", product.typedAttributes, definitions, { variantLevel: false, product });
  product.variants.forEach(({ typedAttributes }, index) => {
    checkValues(`product.variants[${index}]`, typedAttributes, definitions, { variantLevel: true, product });
  });
}

/** Of each code the definition nearest to the product: of the category itself before those above it. */
function definitionsOf({ categoryIds }: Product, tree: CategoryTree): ReadonlyMap<string, AttributeDefinition> {
  const found = new Map<string, AttributeDefinition>();
  for (const categoryId of categoryIds) {
    for (const above of (tree.get(categoryId)?.path ?? []).toReversed()) {
      for (const definition of tree.get(above)?.attributes ?? []) {
        if (!found.has(definition.code)) found.set(definition.code, definition);
      }
    }
  }
  return found;
}

interface Holder {
  readonly variantLevel: boolean;
  readonly product: Product;
}

function checkValues(
  path: string,
  stated: readonly AttributeValue[],
  definitions: ReadonlyMap<string, AttributeDefinition>,
  { variantLevel, product }: Holder,
): void {
  const codes = stated.map(({ code }) => code);
  stated.forEach(({ code, values }, index) => {
    const field = `${path}.typed_attributes[${index}]`;
    const definition = definitions.get(code);
    if (definition === undefined) {
      throw invalid({ field: `${field}.code`, description: "no category of the product defines it" });
    }
    if (definition.variantLevel !== variantLevel) {
      const level = definition.variantLevel ? "each variant states it" : "the product states it";
      throw invalid({ field: `${field}.code`, description: level });
    }
    if (codes.indexOf(code) < index) throw invalid({ field: `${field}.code`, description: "is stated twice" });
    if (values.length > 1 && !definition.multiValued) {
      throw invalid({ field: `${field}.values`, description: "only one value is allowed" });
    }
    for (const [place, value] of values.entries()) checkValue(`${field}.values[${place}]`, value, definition);
  });
  if (product.state === "PUBLISHED") requireAll(path, new Set(codes), definitions, variantLevel);
}

function requireAll(
  path: string,
  stated: ReadonlySet<string>,
  definitions: ReadonlyMap<string, AttributeDefinition>,
  variantLevel: boolean,
): void {
  for (const definition of definitions.values()) {
    if (!definition.required || definition.variantLevel !== variantLevel || stated.has(definition.code)) continue;
    const description = `must state ${definition.code}: published products of the category do`;
    throw invalid({ field: `${path}.typed_attributes`, description });
  }
}

const fields: Readonly<Record<AttributeType, string>> = {
  TEXT: "text",
  INTEGER: "integer",
  DECIMAL: "decimal",
  BOOLEAN: "boolean",
  CHOICE: "choice",
  DATE: "date",
  MEASURE: "measure",
};

function checkValue(field: string, { type, text, unit }: TypedValue, definition: AttributeDefinition): void {
  if (type !== definition.type) {
    throw invalid({ field: `${field}.${fields[type]}`, description: `must be ${fields[definition.type]}` });
  }
  if (type === "CHOICE" && !definition.choices.includes(text)) {
    throw invalid({ field: `${field}.choice`, description: "is none of the choices" });
  }
  if (type === "MEASURE" && !definition.units.includes(unit ?? "")) {
    throw invalid({ field: `${field}.measure.unit`, description: "is none of the units" });
  }
  if (type === "DATE" && !isDay(text)) throw invalid({ field: `${field}.date`, description: "is no day" });
}

function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
