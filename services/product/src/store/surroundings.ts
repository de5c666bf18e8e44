import { idFromUuid, uuidFromId } from "#mesh/kernel";
import { statement, type Transaction } from "#mesh/store";
import { type Mentions, nothingAround, type Surroundings } from "../domain/surroundings.ts";
import { type BrandRow, columns as brandColumns, brandFromRow } from "./brand-row.ts";
import { categoryFromRow } from "./category-row.ts";
import { findWithAbove } from "./category-statements.ts";

/** Brands, which are not renamed until the end. */
const holdBrands = statement<BrandRow>(
  "brand.hold_many",
  `SELECT ${brandColumns} FROM brands WHERE brand_id = ANY ($1::uuid[]) ORDER BY brand_id FOR SHARE`,
);

const findProducts = statement<{ product_id: string }>(
  "product.find_ids",
  "SELECT product_id FROM products WHERE product_id = ANY ($1::uuid[])",
);

/** Of the variants $1 those that are no bundles. */
const findParts = statement<{ variant_id: string }>(
  "product.find_parts",
  `SELECT variant_id FROM variants JOIN products USING (product_id),
     jsonb_path_query(document, '$.variants[*] ? (!exists(@.components))') AS plain
   WHERE variant_id = ANY ($1::uuid[]) AND plain ->> 'sku' = sku`,
);

/** What there is of what products mention: a statement for each kind that is mentioned at all. */
export async function findSurroundings(tx: Transaction, mentions: Mentions | undefined): Promise<Surroundings> {
  if (mentions === undefined) return nothingAround;
  const categories =
    mentions.categoryIds.length === 0 ? [] : await tx.query(findWithAbove, [uuids(mentions.categoryIds)]);
  const brands = mentions.brandIds.length === 0 ? [] : await tx.query(holdBrands, [uuids(mentions.brandIds)]);
  const products = mentions.productIds.length === 0 ? [] : await tx.query(findProducts, [uuids(mentions.productIds)]);
  const parts = mentions.variantIds.length === 0 ? [] : await tx.query(findParts, [uuids(mentions.variantIds)]);
  return {
    categories: new Map(categories.map(categoryFromRow).map((category) => [category.categoryId, category])),
    brands: new Map(brands.map(brandFromRow).map((brand) => [brand.brandId, brand])),
    productIds: new Set(products.map(({ product_id }) => idFromUuid("prd", product_id))),
    variantIds: new Set(parts.map(({ variant_id }) => idFromUuid("var", variant_id))),
  };
}

function uuids(ids: Mentions[keyof Mentions]): readonly string[] {
  return ids.map((id) => uuidFromId(id));
}
