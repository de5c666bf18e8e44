import { DomainError, type Ids } from "#mesh/kernel";
import type { CategoryId } from "./category.ts";
import { checkProduct } from "./check-product.ts";
import { createProduct } from "./create-product.ts";
import { refuse } from "./errors.ts";
import type { Product, ProductEvent, ProductId, ProductState, VariantId } from "./product.ts";
import type { ProductDraft, VariantDraft } from "./product-draft.ts";
import { slugOf, slugWith } from "./slug.ts";
import { updateProduct } from "./update-product.ts";

/** What an import says of a product: an absent state and an empty slug stay as they are. Variants have no id. */
export interface ProductEntry extends Omit<ProductDraft, "state"> {
  readonly state?: ProductState | undefined;
}

/** What must be known of the catalogue to decide on entries. */
export interface UpsertScope {
  readonly skus: readonly string[];
  /** Those wished for, and those names would get. */
  readonly slugs: readonly string[];
}

export interface UpsertPresent {
  /** All that hold one of the SKUs. */
  readonly products: readonly Product[];
  /** Who holds the slugs that are taken. */
  readonly slugs: ReadonlyMap<string, ProductId>;
}

export interface UpsertDecision {
  /** One for each entry. */
  readonly results: readonly UpsertResult[];
  readonly changes: readonly UpsertChange[];
}

/** A product to be kept, and what it was if it is no new one. */
export interface UpsertChange {
  readonly before?: Product | undefined;
  readonly next: Product;
  readonly events: readonly ProductEvent[];
}

export type UpsertResult = Upserted | RefusedEntry;

export interface Upserted {
  readonly outcome: "CREATED" | "UPDATED" | "UNCHANGED";
  readonly productId: ProductId;
  readonly variants: readonly { readonly sku: string; readonly variantId: VariantId }[];
}

export interface RefusedEntry {
  readonly refusal: Refusal;
}

/** A refusal as it can be kept. Its fields are named from the entry on. */
export type Refusal = Pick<DomainError, "kind" | "domain" | "reason" | "message" | "metadata" | "fields">;

export interface UpsertContext {
  readonly knownCategories: ReadonlySet<CategoryId>;
  readonly now: Date;
  readonly ids: Ids;
}

/** What the entries are about. */
export function scopeOf(entries: readonly ProductEntry[]): UpsertScope {
  return {
    skus: [...new Set(entries.flatMap(({ variants }) => variants.map(({ sku }) => sku)))],
    slugs: [...new Set(entries.map(({ slug, name }) => slug || slugOf(name)))],
  };
}

/** Decides on the entries one after the other; what an earlier one took is taken for the later ones. */
export function upsertProducts(
  entries: readonly ProductEntry[],
  present: UpsertPresent,
  context: UpsertContext,
): UpsertDecision {
  const catalogue = new Catalogue(present);
  const changes: UpsertChange[] = [];
  const results = entries.map((entry): UpsertResult => {
    try {
      const change = decide(entry, catalogue, context);
      catalogue.claim(change.next, entry);
      if (change.events.length > 0) changes.push(change);
      return resultOf(change);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { refusal: refusalOf(error) };
    }
  });
  return { results, changes };
}

/** The refusal as data, its fields without the name the other methods have for the product. */
export function refusalOf({ kind, domain, reason, message, metadata, fields }: DomainError): Refusal {
  const ofEntry = fields.map(({ field, description }) => ({ field: field.replace(/^product\./, ""), description }));
  return { kind, domain, reason, message, metadata, fields: ofEntry };
}

/** Who holds which SKU and slug, before the request and by its earlier entries. */
class Catalogue {
  readonly #holders: Map<string, Product>;
  readonly #slugs: Map<string, ProductId>;
  readonly #claimed = new Set<string>();

  constructor({ products, slugs }: UpsertPresent) {
    this.#holders = new Map(products.flatMap((product) => product.variants.map(({ sku }) => [sku, product])));
    this.#slugs = new Map(slugs);
  }

  /** The product the entry is about; undefined for a new one. Fails with SKU_TAKEN. */
  productOf({ variants }: ProductEntry): Product | undefined {
    const claimed = variants.find(({ sku }) => this.#claimed.has(sku));
    if (claimed !== undefined) throw refuse("SKU_TAKEN", { metadata: { sku: claimed.sku } });
    const held = variants.filter(({ sku }) => this.#holders.has(sku));
    const [first] = held;
    const product = first && this.#holders.get(first.sku);
    const other = held.find(({ sku }) => this.#holders.get(sku) !== product);
    if (other !== undefined) throw refuse("SKU_TAKEN", { metadata: { sku: other.sku } });
    return product;
  }

  isFree(slug: string, productId?: ProductId): boolean {
    const holder = this.#slugs.get(slug);
    return holder === undefined || holder === productId;
  }

  /** The product's SKUs, those it had and those it has, and its slug are not for later entries. */
  claim({ productId, slug, variants }: Product, entry: ProductEntry): void {
    this.#slugs.set(slug, productId);
    const before = this.productOf(entry)?.variants ?? [];
    for (const { sku } of [...variants, ...before]) this.#claimed.add(sku);
  }
}

function decide(entry: ProductEntry, catalogue: Catalogue, context: UpsertContext): UpsertChange {
  const unknown = entry.categoryIds.find((categoryId) => !context.knownCategories.has(categoryId));
  if (unknown !== undefined) throw refuse("CATEGORY_UNKNOWN", { metadata: { category_id: unknown } });
  const before = catalogue.productOf(entry);
  return before === undefined ? creation(entry, catalogue, context) : change(before, entry, catalogue, context);
}

function creation(entry: ProductEntry, catalogue: Catalogue, { now, ids }: UpsertContext): UpsertChange {
  requireFree(entry.slug, catalogue);
  const slug = entry.slug || slugOf(entry.name);
  const free = catalogue.isFree(slug) ? slug : slugWith(entry.name, ids.next("prd"));
  return createProduct({ ...entry, state: entry.state ?? "DRAFT", slug: free }, now, ids);
}

function change(
  before: Product,
  { state, slug, ...entry }: ProductEntry,
  catalogue: Catalogue,
  { now, ids }: UpsertContext,
): UpsertChange {
  requireFree(slug, catalogue, before.productId);
  const known = new Map(before.variants.map(({ sku, variantId }) => [sku, variantId]));
  const named = entry.variants.map((variant) => ({ ...variant, variantId: known.get(variant.sku) }));
  const content = {
    ...entry,
    state: state ?? before.state,
    slug: slug || before.slug,
    variants: aligned(before, entry, named),
  };
  return { before, ...updateProduct(before, content, "", now, ids) };
}

/** The variants with their option values in the order of the options, so that another order is no change. */
function aligned(before: Product, entry: Omit<ProductEntry, "state" | "slug">, variants: readonly VariantDraft[]) {
  const placeholder = (index: number) => `var_${index}` as VariantId;
  const checked = checkProduct({
    ...before,
    ...entry,
    variants: variants.map((variant, index) => ({ ...variant, variantId: variant.variantId ?? placeholder(index) })),
  });
  return checked.variants.map((variant, index) => ({ ...variant, variantId: variants[index]?.variantId }));
}

function requireFree(slug: string, catalogue: Catalogue, productId?: ProductId): void {
  if (slug !== "" && !catalogue.isFree(slug, productId)) throw refuse("SLUG_TAKEN", { metadata: { slug } });
}

function resultOf({ before, next, events }: UpsertChange): Upserted {
  const changed = before === undefined ? "CREATED" : "UPDATED";
  return {
    outcome: events.length === 0 ? "UNCHANGED" : changed,
    productId: next.productId,
    variants: next.variants.map(({ sku, variantId }) => ({ sku, variantId })),
  };
}
