import type * as proto from "#gen/grpc/ultramarket/search/v1/search_service.ts";
import type { SearchResult } from "../app/search-products.ts";
import type { IndexState } from "../domain/index-state.ts";
import type { Facet, Hit, Suggestion } from "../domain/search.ts";

export function encodeResult({ hits, facets, nextPageToken, total, correctedQuery }: SearchResult) {
  return {
    hits: hits.map(encodeHit),
    facets: facets.map(encodeFacet),
    nextPageToken,
    totalSize: BigInt(total),
    correctedQuery,
  };
}

export function encodeSuggestion({ text, productId }: Suggestion): proto.SearchSuggestion {
  return { text, productId: productId ?? "" };
}

export function encodeIndex({ generation, productCount, building, updateTime }: IndexState): proto.SearchIndex {
  return {
    generation,
    productCount,
    buildingGeneration: building?.generation ?? 0n,
    eventsRead: building?.eventsRead ?? 0n,
    eventsTotal: building?.eventsTotal ?? 0n,
    updateTime,
  };
}

function encodeHit({ rank: _, price, ...hit }: Hit): proto.SearchHit {
  return { ...hit, price };
}

function encodeFacet({ field, buckets }: Facet): proto.SearchFacet {
  return { field, buckets: buckets.map(({ count, ...bucket }) => ({ ...bucket, count: BigInt(count) })) };
}
