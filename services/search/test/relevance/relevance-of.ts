import { openSearch } from "../open-search.ts";
import { generatedCatalogue, generatedQueries } from "./generated.ts";
import { onlineRetailQueries } from "./labelled.ts";
import { measureRelevance, type Relevance } from "./measure-relevance.ts";
import { readOnlineRetail } from "./online-retail.ts";

/** A catalogue to measure with: the Online Retail file at this path, or without one a generated catalogue. */
export type RelevanceCatalogue = { readonly onlineRetailFile: string } | "generated";

/** Measures the relevance of searches in a database of its own: an empty one, by a login that may create schemas. */
export async function relevanceOf(url: string, catalogue: RelevanceCatalogue): Promise<Relevance> {
  const search = await openSearch(url);
  try {
    if (catalogue === "generated") {
      const names = generatedCatalogue();
      return await measureRelevance(search.index, names, generatedQueries(names));
    }
    const names = await readOnlineRetail(catalogue.onlineRetailFile);
    return await measureRelevance(search.index, names, await onlineRetailQueries());
  } finally {
    await search.close();
  }
}
