import type { ProductIndex } from "../../src/app/ports.ts";
import { aProduct, aSearch, noon } from "../builders.ts";
import type { LabelledQuery } from "./labelled.ts";
import type { Described } from "./online-retail.ts";

/** How often one of the products meant is among the first ten. */
export interface Relevance {
  readonly queries: number;
  readonly hits: number;
  /** The same by how the queries differ from the names. */
  readonly kinds: Readonly<Record<string, { readonly queries: number; readonly hits: number }>>;
  readonly missed: readonly Missed[];
}

export interface Missed extends LabelledQuery {
  /** What came instead, the first three. */
  readonly found: readonly string[];
}

const batch = 100;
const first = 10;

/** Fills an empty index with a catalogue that has nothing but names and codes, and asks it. */
export async function measureRelevance(
  index: ProductIndex,
  catalogue: readonly Described[],
  queries: readonly LabelledQuery[],
): Promise<Relevance> {
  const codes = new Map<string, string>();
  for (let start = 0; start < catalogue.length; start += batch) {
    const products = catalogue.slice(start, start + batch).map(({ code, name }) => {
      const product = aProduct({ name, brand: "", description: "", skus: [code] });
      codes.set(product.productId, code);
      return product;
    });
    await index.take({ products, categories: [] }, noon);
  }
  const asked: { kind: string; missed?: Missed }[] = [];
  for (const labelled of queries) {
    const { hits } = await index.search(aSearch({ query: labelled.query }), undefined, first);
    const isHit = hits.slice(0, first).some(({ productId }) => labelled.codes.includes(codes.get(productId) ?? ""));
    const found = hits.slice(0, 3).map(({ name }) => name);
    asked.push({ kind: labelled.kind, ...(isHit ? {} : { missed: { ...labelled, found } }) });
  }
  return summary(asked);
}

function summary(asked: readonly { readonly kind: string; readonly missed?: Missed }[]): Relevance {
  const missed = asked.flatMap((query) => query.missed ?? []);
  const kinds = Map.groupBy(asked, ({ kind }) => kind);
  return {
    queries: asked.length,
    hits: asked.length - missed.length,
    kinds: Object.fromEntries(
      [...kinds].map(([kind, all]) => [
        kind,
        { queries: all.length, hits: all.filter((query) => query.missed === undefined).length },
      ]),
    ),
    missed,
  };
}
