import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { AttributeDefinition } from "../domain/attribute.ts";
import { type Category, parentOf } from "../domain/category.ts";

/** A row of `categories`. */
export interface CategoryRow {
  readonly category_id: string;
  readonly path: readonly string[];
  readonly version: bigint;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly create_time: Date;
  readonly update_time: Date;
  readonly attributes: readonly AttributeDefinition[];
}

export function categoryFromRow(row: CategoryRow): Category {
  return {
    categoryId: idFromUuid("cat", row.category_id),
    path: row.path.map((uuid) => idFromUuid("cat", uuid)),
    version: Number(row.version),
    name: row.name,
    slug: row.slug,
    description: row.description,
    createTime: row.create_time,
    updateTime: row.update_time,
    attributes: row.attributes,
  };
}

/** The row's values in the order of the columns. */
export function categoryValues(category: Category): readonly unknown[] {
  const { categoryId, path, version, name, slug, description, createTime, updateTime, attributes } = category;
  const parentId = parentOf(category);
  const parent = parentId === undefined ? null : uuidFromId(parentId);
  return [
    uuidFromId(categoryId),
    parent,
    path.map(uuidFromId),
    version,
    name,
    slug,
    description,
    createTime,
    updateTime,
    JSON.stringify(attributes),
  ];
}
