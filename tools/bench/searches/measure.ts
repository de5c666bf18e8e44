import { fillIndex } from "../../../services/search/test/cost/fill-index.ts";
import { measureSearches, type SearchCost } from "../../../services/search/test/cost/measure-searches.ts";
import { openSearch } from "../../../services/search/test/open-search.ts";
import type { Stage } from "../stage/stage.ts";

/** What searches cost in an index of this size. */
export interface SizedCosts {
  readonly products: number;
  readonly costs: readonly SearchCost[];
}

/** Fills an index of each size, the smallest first, and asks it in several ways. */
export async function measureSizes(
  stage: Stage,
  sizes: readonly number[],
  progress: (what: string) => void,
): Promise<readonly SizedCosts[]> {
  const databases = await stage.databases();
  const measured: SizedCosts[] = [];
  for (const products of sizes) {
    progress(`indexing ${products} products`);
    const url = await databases.empty(`search_${products}`);
    const filling = await openSearch(url);
    const catalogue = await fillIndex(filling, url, products).finally(filling.close);
    progress(`searching among ${products} products`);
    // Connections plan each statement once: measured on one that was opened when everything was in.
    const search = await openSearch(url, 1);
    const costs = await measureSearches(search, catalogue).finally(search.close);
    measured.push({ products, costs });
  }
  return measured;
}
