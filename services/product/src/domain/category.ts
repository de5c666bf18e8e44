import { isDeepStrictEqual } from "node:util";
import { type Decision, type DomainEvent, type Id, type Ids, refuse as refuseShared } from "#mesh/kernel";
import type { AttributeDefinition } from "./attribute.ts";
import { checkDefinitions } from "./attribute-definitions.ts";
import { refuse } from "./errors.ts";
import { slugOf } from "./slug.ts";

export type CategoryId = Id<"cat">;

/** What the staff says of a category; an empty slug asks for one made from the name. */
export interface CategoryDraft {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  /** What products in it, and in those below it, may or must state. */
  readonly attributes: readonly AttributeDefinition[];
}

export interface Category extends CategoryDraft {
  readonly categoryId: CategoryId;
  /** From the top of the tree down to the category itself. */
  readonly path: readonly CategoryId[];
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface CategoryCreated extends DomainEvent {
  readonly type: "CategoryCreated";
  readonly category: Category;
}

export interface CategoryUpdated extends DomainEvent {
  readonly type: "CategoryUpdated";
  readonly category: Category;
  readonly changedFields: readonly (keyof CategoryDraft | "parentCategoryId")[];
}

export type CategoryEvent = CategoryCreated | CategoryUpdated;

const deepest = 8;

/** The category this one lies in; undefined at the top. */
export function parentOf({ path }: Category): CategoryId | undefined {
  return path.at(-2);
}

/** A new category below `parent`, or at the top. Fails with CATEGORY_TOO_DEEP, or INVALID_REQUEST by its attributes. */
export function createCategory(
  draft: CategoryDraft,
  parent: Category | undefined,
  now: Date,
  ids: Ids,
): Decision<Category, CategoryCreated> {
  const above = parent?.path ?? [];
  if (above.length >= deepest) throw refuse("CATEGORY_TOO_DEEP");
  checkDefinitions(draft.attributes);
  const categoryId = ids.next("cat");
  const next: Category = {
    ...draft,
    slug: draft.slug || slugOf(draft.name),
    categoryId,
    path: [...above, categoryId],
    version: 1,
    createTime: now,
    updateTime: now,
  };
  return { next, events: [{ type: "CategoryCreated", key: categoryId, version: 1, category: next }] };
}

/** The category with the change; see `updateProduct` for versions and etags. Fails with ETAG_MISMATCH, INVALID_REQUEST. */
export function updateCategory(
  category: Category,
  change: Partial<CategoryDraft>,
  etag: string,
  now: Date,
): Decision<Category, CategoryUpdated> {
  if (etag !== "" && etag !== String(category.version)) throw refuseShared("ETAG_MISMATCH");
  checkDefinitions(change.attributes ?? []);
  const content = { ...category, ...change };
  const changed = { ...content, slug: content.slug || slugOf(content.name) };
  const fields = (Object.keys(change) as (keyof CategoryDraft)[]).filter(
    (field) => !isDeepStrictEqual(changed[field], category[field]),
  );
  if (fields.length === 0) return { next: category, events: [] };
  const next = { ...changed, version: category.version + 1, updateTime: now };
  const { categoryId: key, version } = next;
  return { next, events: [{ type: "CategoryUpdated", key, version, category: next, changedFields: fields }] };
}

/** Where a category moves, and how deep the tree below it is. */
export interface CategoryMove {
  /** The category above; absent for the top. */
  readonly parent: Category | undefined;
  /** Levels of the subtree, 1 for a category with nothing below. */
  readonly levels: number;
  readonly etag: string;
}

/** The category in its new place. Fails with ETAG_MISMATCH, CATEGORY_CYCLE or CATEGORY_TOO_DEEP. */
export function moveCategory(
  category: Category,
  { parent, levels, etag }: CategoryMove,
  now: Date,
): Decision<Category, CategoryUpdated> {
  if (etag !== "" && etag !== String(category.version)) throw refuseShared("ETAG_MISMATCH");
  const { categoryId } = category;
  const above = parent?.path ?? [];
  if (above.includes(categoryId)) throw refuse("CATEGORY_CYCLE");
  if (above.length + levels > deepest) throw refuse("CATEGORY_TOO_DEEP");
  if (above.at(-1) === parentOf(category)) return { next: category, events: [] };
  const version = category.version + 1;
  const next = { ...category, path: [...above, categoryId], version, updateTime: now };
  const told = { key: categoryId, version, category: next, changedFields: ["parentCategoryId"] } as const;
  return { next, events: [{ type: "CategoryUpdated", ...told }] };
}
