/** A product as a file has it: texts, not yet checked. */
export interface RawProduct {
  /** The lines it takes in the file. */
  readonly line: number;
  readonly lastLine: number;
  readonly fields: Fields;
  readonly name: string;
  readonly description: string;
  readonly brand: string;
  readonly state: string;
  /** Paths of names, such as "Home > Kitchen". */
  readonly categories: readonly string[];
  readonly imageUrls: readonly string[];
  readonly attributes: readonly Pair[];
  readonly variants: readonly RawVariant[];
}

export interface RawVariant {
  readonly line: number;
  readonly sku: string;
  readonly price: string;
  readonly currency: string;
  /** Units that shall be there; empty if the file does not say. */
  readonly stock: string;
  readonly weightGrams: string;
  readonly gtin: string;
  readonly nonStock: string;
  readonly options: readonly Pair[];
}

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** What the format calls the field of a product, or of its variant of that index. */
export interface Fields {
  product(field: ProductField): string;
  variant(field: VariantField, index: number): string;
}

export type ProductField =
  | "name"
  | "description"
  | "brand"
  | "state"
  | "category"
  | "image_url"
  | "attribute"
  | "variants";
export type VariantField = "sku" | "price" | "currency" | "stock" | "weight_grams" | "gtin" | "non_stock" | "option";
