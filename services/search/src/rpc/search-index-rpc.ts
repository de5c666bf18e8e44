import { SearchIndexServiceService } from "#gen/grpc/ultramarket/search/v1/search_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { SearchUseCases } from "../app/use-cases.ts";
import { encodeIndex } from "./encode.ts";

export const searchIndexRpc = (app: SearchUseCases): ServiceBinding =>
  implement(SearchIndexServiceService, {
    async rebuildIndex(_, { request }) {
      return { index: encodeIndex(await app.rebuildIndex(request)) };
    },

    async getIndex() {
      return { index: encodeIndex(await app.getIndex()) };
    },
  });
