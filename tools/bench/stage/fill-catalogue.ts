import pg from "pg";
import { uuidFromId } from "#mesh/kernel";
import type { Product } from "../../../services/product/src/domain/product.ts";
import { productValues } from "../../../services/product/src/store/product-row.ts";
import { categoryId, generateProducts } from "./generate-products.ts";

const batch = 1_000;
const categories = 8;

const insertCategory = `INSERT INTO categories
    (category_id, parent_category_id, path, version, name, slug, description, create_time, update_time)
  VALUES ($1, NULL, ARRAY[$1]::uuid[], 1, $2, $3, '', now(), now())`;

const insertProducts = `INSERT INTO products
    (product_id, version, state, slug, brand, document, create_time, update_time)
  SELECT * FROM unnest(
    $1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[])`;

const insertPlaces = `INSERT INTO product_categories (product_id, category_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])`;

const insertVariants = `INSERT INTO variants (product_id, variant_id, sku) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])`;

/** Fills the schema of the product service, which is empty, in bulk. Answers the published products, oldest first. */
export async function fillCatalogue(url: string, count: number): Promise<readonly Product[]> {
  const products = generateProducts(count, categories, new Date());
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET search_path TO product; SET synchronous_commit TO off");
    for (let number = 0; number < categories; number++) {
      await client.query(insertCategory, [uuidFromId(categoryId(number)), `Category ${number}`, `category-${number}`]);
    }
    for (let start = 0; start < count; start += batch) await insert(client, products.slice(start, start + batch));
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
  return products.filter(({ state }) => state === "PUBLISHED");
}

async function insert(client: pg.Client, products: readonly Product[]): Promise<void> {
  await client.query(insertProducts, columnsOf(products.map(productValues)));
  const places = products.flatMap((product) =>
    product.categoryIds.map((id) => [product.productId, id].map(uuidFromId)),
  );
  await client.query(insertPlaces, columnsOf(places));
  const variants = products.flatMap(({ productId, variants }) =>
    variants.map(({ variantId, sku }) => [uuidFromId(productId), uuidFromId(variantId), sku]),
  );
  await client.query(insertVariants, columnsOf(variants));
}

function columnsOf(rows: readonly (readonly unknown[])[]): unknown[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}
