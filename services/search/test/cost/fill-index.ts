import pg from "pg";
import type { OpenSearch } from "../open-search.ts";
import { type GeneratedCatalogue, generatedProducts } from "./generated-products.ts";

const batch = 1_000;
/** Made anew when all is in: kept up meanwhile they would take most of the time. */
const indexes = [
  ["documents_lexemes", "documents USING gin (lexemes) WITH (fastupdate = off)"],
  ["documents_name_key", "documents (name_key) WHERE published"],
];

/** Fills an empty index with so many generated products; memory stays bounded. The login may do anything. */
export async function fillIndex(
  { index }: Pick<OpenSearch, "index">,
  url: string,
  count: number,
): Promise<GeneratedCatalogue> {
  const catalogue = generatedProducts(count);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET search_path TO search; SET maintenance_work_mem TO '512MB'");
    for (const [name] of indexes) await client.query(`DROP INDEX ${name}`);
    await index.take({ products: [], categories: catalogue.categories.slice(0, 8) }, new Date());
    await index.take({ products: [], categories: catalogue.categories.slice(8) }, new Date());
    for (const products of batches(catalogue.products())) {
      await index.take({ products, categories: [] }, new Date());
    }
    for (const [name, on] of indexes) await client.query(`CREATE INDEX ${name} ON ${on}`);
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
  return catalogue;
}

function* batches<T>(all: Iterable<T>): Generator<T[]> {
  let taken: T[] = [];
  for (const one of all) {
    taken.push(one);
    if (taken.length < batch) continue;
    yield taken;
    taken = [];
  }
  if (taken.length > 0) yield taken;
}
