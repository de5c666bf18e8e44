import { DomainError, type Ids } from "#mesh/kernel";
import { type CataloguePart, ClaimedCatalogue } from "./claimed-catalogue.ts";
import { createProduct } from "./create-product.ts";
import { refuse } from "./errors.ts";
import type { Product, ProductEvent, ProductId, ProductState, Variant, VariantId } from "./product.ts";
import type { ProductDraft, VariantDraft } from "./product-draft.ts";
import { slugOf, slugWith } from "./slug.ts";
import { type Mentions, mentionsOf, type Surroundings } from "./surroundings.ts";
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
  /** Those of translations. */
  readonly translatedSlugs: readonly { readonly slug: string; readonly languageCode: string }[];
  readonly mentions: Mentions;
}

export interface UpsertContext {
  readonly around: Surroundings;
  readonly now: Date;
  readonly ids: Ids;
  /** The fields that entries know of, of products that are there already; absent for all. */
  readonly mask?: ReadonlySet<string> | undefined;
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
    translatedSlugs: entries.flatMap(({ translations }) => translations.filter(({ slug }) => slug !== "")),
    mentions: mentionsOf(entries),
  };
}

/**
 * Decides on entries one after the other, each for itself: what an earlier one took is taken for later ones. An entry is
 * refused as `createProduct` and `updateProduct` do, or with SKU_TAKEN or SLUG_TAKEN.
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
  const { slug } = entry;
  const before = catalogue.holderOf(skusOf(entry));
  if (slug !== "" && !catalogue.isFree(slug, before?.productId)) throw refuse("SLUG_TAKEN", { metadata: { slug } });
  const taken = entry.translations.find(
    (translation) =>
      translation.slug !== "" && !catalogue.isFree(translation.slug, before?.productId, translation.languageCode),
  );
  if (taken !== undefined) throw refuse("SLUG_TAKEN", { metadata: { slug: taken.slug } });
  return before === undefined ? creation(entry, catalogue, context) : changeOf(before, entry, context);
}

function creation(entry: ProductEntry, catalogue: ClaimedCatalogue, { now, ids, around }: UpsertContext): UpsertChange {
  const wanted = entry.slug || slugOf(entry.name);
  const slug = catalogue.isFree(wanted) ? wanted : slugWith(entry.name, ids.next("prd"));
  return createProduct({ ...entry, state: entry.state ?? "DRAFT", slug }, now, ids, around);
}

function changeOf(before: Product, entry: ProductEntry, { now, ids, around, mask }: UpsertContext): UpsertChange {
  const known = new Map(before.variants.map((variant) => [variant.sku, variant]));
  const change = {
    ...entry,
    state: entry.state ?? before.state,
    slug: entry.slug || before.slug,
    variants: entry.variants.map((variant) => {
      const before = known.get(variant.sku);
      return { ...(mask && before ? keeping(before, variant) : variant), variantId: before?.variantId };
    }),
  };
  const named =
    mask === undefined
      ? change
      : (Object.fromEntries(Object.entries(change).filter(([field]) => mask.has(field))) as Partial<typeof change>);
  return { before, ...updateProduct(before, named, "", now, ids, around) };
}

/** The variant with what entries that do not know of it leave as it was. */
function keeping(before: Variant, { typedAttributes, digital, components, ...variant }: VariantDraft): VariantDraft {
  return {
    ...variant,
    typedAttributes: typedAttributes.length > 0 ? typedAttributes : before.typedAttributes,
    digital: digital || (before.digital && variant.nonStock),
    components: components.length > 0 ? components : before.components,
  };
}

function resultOf({ before, next, events }: UpsertChange): Upserted {
  const done = before === undefined ? "CREATED" : "UPDATED";
  return {
    outcome: events.length === 0 ? "UNCHANGED" : done,
    productId: next.productId,
    variants: next.variants.map(({ sku, variantId }) => ({ sku, variantId })),
  };
}
