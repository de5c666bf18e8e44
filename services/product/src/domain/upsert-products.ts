import { DomainError, type Ids } from "#mesh/kernel";
import type { CategoryId } from "./category.ts";
import { type CataloguePart, ClaimedCatalogue } from "./claimed-catalogue.ts";
import { createProduct } from "./create-product.ts";
import { refuse } from "./errors.ts";
import type { Product, ProductEvent, ProductId, ProductState, VariantId } from "./product.ts";
import type { ProductDraft } from "./product-draft.ts";
import { slugOf, slugWith } from "./slug.ts";
import { updateProduct } from "./update-product.ts";

/** What an import says of a product, which its SKUs name: an absent state and an empty slug stay as they are. */
export interface ProductEntry extends Omit<ProductDraft, "state"> {
  readonly state: ProductState | undefined;
}

/** What must be known of the catalogue to decide on entries. */
export interface UpsertScope {
  readonly skus: readonly string[];
  /** Those asked for, and those that names would get. */
  readonly slugs: readonly string[];
}

export interface UpsertContext {
  readonly knownCategories: ReadonlySet<CategoryId>;
  readonly now: Date;
  readonly ids: Ids;
}

/** What came of each entry, in their order, and what is to be kept. */
export interface UpsertDecision {
  readonly results: readonly UpsertResult[];
  readonly changes: readonly UpsertChange[];
}

/** A product to be kept, and what it was unless it is new. */
export interface UpsertChange {
  readonly before?: Product;
  readonly next: Product;
  readonly events: readonly ProductEvent[];
}

export type UpsertResult = Upserted | RefusedEntry;

export interface Upserted {
  readonly outcome: "CREATED" | "UPDATED" | "UNCHANGED";
  readonly productId: ProductId;
  readonly variants: readonly { readonly sku: string; readonly variantId: VariantId }[];
}

/** Plain data, for it is kept with the answer; fields are named from the entry on. */
export interface RefusedEntry {
  readonly refusal: Pick<DomainError, "kind" | "domain" | "reason" | "message" | "metadata" | "fields">;
}

/** What the entries are about. */
export function scopeOf(entries: readonly ProductEntry[]): UpsertScope {
  return {
    skus: [...new Set(entries.flatMap(skusOf))],
    slugs: [...new Set(entries.map(({ slug, name }) => slug || slugOf(name)))],
  };
}

/**
 * Decides on entries one after the other, each for itself: what an earlier one took is taken for later ones. An entry is
 * refused as `createProduct` and `updateProduct` do, or with CATEGORY_UNKNOWN, SKU_TAKEN or SLUG_TAKEN.
 */
export function upsertProducts(
  entries: readonly ProductEntry[],
  present: CataloguePart,
  context: UpsertContext,
): UpsertDecision {
  const catalogue = new ClaimedCatalogue(present);
  const changes: UpsertChange[] = [];
  const results = entries.map((entry): UpsertResult => {
    try {
      const change = decide(entry, catalogue, context);
      catalogue.claim(change.next, change.before);
      if (change.events.length > 0) changes.push(change);
      return resultOf(change);
    } catch (error) {
      if (error instanceof DomainError) return refusedEntry(error);
      throw error;
    }
  });
  return { results, changes };
}

export function refusedEntry({ kind, domain, reason, message, metadata, fields }: DomainError): RefusedEntry {
  const ofEntry = fields.map(({ field, description }) => ({ field: field.replace(/^product\./, ""), description }));
  return { refusal: { kind, domain, reason, message, metadata, fields: ofEntry } };
}

function skusOf({ variants }: ProductEntry): string[] {
  return variants.map(({ sku }) => sku);
}

function decide(entry: ProductEntry, catalogue: ClaimedCatalogue, context: UpsertContext): UpsertChange {
  const { categoryIds, slug } = entry;
  const unknown = categoryIds.find((categoryId) => !context.knownCategories.has(categoryId));
  if (unknown !== undefined) throw refuse("CATEGORY_UNKNOWN", { metadata: { category_id: unknown } });
  const before = catalogue.holderOf(skusOf(entry));
  if (slug !== "" && !catalogue.isFree(slug, before?.productId)) throw refuse("SLUG_TAKEN", { metadata: { slug } });
  return before === undefined ? creation(entry, catalogue, context) : changeOf(before, entry, context);
}

function creation(entry: ProductEntry, catalogue: ClaimedCatalogue, { now, ids }: UpsertContext): UpsertChange {
  const wanted = entry.slug || slugOf(entry.name);
  const slug = catalogue.isFree(wanted) ? wanted : slugWith(entry.name, ids.next("prd"));
  return createProduct({ ...entry, state: entry.state ?? "DRAFT", slug }, now, ids);
}

function changeOf(before: Product, entry: ProductEntry, { now, ids }: UpsertContext): UpsertChange {
  const known = new Map(before.variants.map(({ sku, variantId }) => [sku, variantId]));
  const change = {
    ...entry,
    state: entry.state ?? before.state,
    slug: entry.slug || before.slug,
    variants: entry.variants.map((variant) => ({ ...variant, variantId: known.get(variant.sku) })),
  };
  return { before, ...updateProduct(before, change, "", now, ids) };
}

function resultOf({ before, next, events }: UpsertChange): Upserted {
  const done = before === undefined ? "CREATED" : "UPDATED";
  return {
    outcome: events.length === 0 ? "UNCHANGED" : done,
    productId: next.productId,
    variants: next.variants.map(({ sku, variantId }) => ({ sku, variantId })),
  };
}
