import { createTestDatabase } from "#mesh/testing";
import type { Relevance } from "./measure-relevance.ts";
import { type RelevanceCatalogue, relevanceOf } from "./relevance-of.ts";

/** The Online Retail data set, which is no part of the project; without it the generated catalogue alone is measured. */
const file = process.env.ONLINE_RETAIL_FILE;

async function measured(catalogue: RelevanceCatalogue): Promise<Relevance> {
  const own = await createTestDatabase();
  return relevanceOf(own.url, catalogue).finally(own.drop);
}

const rate = ({ hits, queries }: { hits: number; queries: number }) => hits / queries;

test("of a generated catalogue, what is meant is among the first ten", async () => {
  const relevance = await measured("generated");
  expect(relevance.queries).toBeGreaterThanOrEqual(150);
  expect(rate(relevance)).toBeGreaterThanOrEqual(0.97);
});

if (file !== undefined) {
  test("of the real catalogue, what is meant is among the first ten", async () => {
    const relevance = await measured({ onlineRetailFile: file });
    expect(relevance.queries).toBeGreaterThanOrEqual(100);
    expect(rate(relevance)).toBeGreaterThanOrEqual(0.96);
  });
}
