import { SearchServiceService } from "#gen/grpc/ultramarket/search/v1/search_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { SearchUseCases } from "../app/use-cases.ts";
import { decodeSearch } from "./decode.ts";
import { encodeResult, encodeSuggestion } from "./encode.ts";

export const searchRpc = (app: SearchUseCases): ServiceBinding =>
  implement(SearchServiceService, {
    async searchProducts(request) {
      return encodeResult(await app.searchProducts(decodeSearch(request)));
    },

    async suggestQueries({ query, pageSize }) {
      const suggestions = await app.suggestQueries(query, pageSize);
      return { suggestions: suggestions.map(encodeSuggestion) };
    },
  });
