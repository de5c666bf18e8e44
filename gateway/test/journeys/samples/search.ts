import * as search from "#gen/es/ultramarket/search/v1/search_service_pb.js";
import { of, requestId } from "./sample.ts";

export function searchRequests() {
  return {
    "SearchService.SearchProducts": of(search.SearchProductsRequestSchema, { query: "mug", pageSize: 1 }),
    "SearchService.SuggestQueries": of(search.SuggestQueriesRequestSchema, { query: "mu" }),
    "SearchIndexService.RebuildIndex": of(search.RebuildIndexRequestSchema, { requestId }),
    "SearchIndexService.GetIndex": of(search.GetIndexRequestSchema, {}),
  };
}
