import { CollectionServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ProductUseCases } from "../app/use-cases.ts";
import type { CollectionId } from "../domain/collection.ts";
import { decodeCollectionChange, decodeCollectionDraft, encodeCollection } from "./collection.ts";
import { encodeProduct } from "./encode.ts";
import { decodeLanguage } from "./translation.ts";

export const collectionRpc = (app: ProductUseCases): ServiceBinding =>
  implement(CollectionServiceService, {
    async createCollection({ collection }, { request }) {
      const created = await app.createCollection(decodeCollectionDraft(required("collection", collection)), request);
      return { collection: encodeCollection(created) };
    },

    async updateCollection({ collectionId, collection, updateMask, etag }, { request }) {
      const change = decodeCollectionChange(required("collection", collection), updateMask ?? []);
      const wanted = { collectionId: collectionId as CollectionId, change, etag, request };
      return { collection: encodeCollection(await app.updateCollection(wanted)) };
    },

    async getCollection({ collectionId }) {
      return { collection: encodeCollection(await app.getCollection(collectionId as CollectionId)) };
    },

    async listCollections(query) {
      const { items, nextPageToken } = await app.listCollections(query);
      return { collections: items.map(encodeCollection), nextPageToken };
    },

    async listCollectionProducts({ pageSize, pageToken, collectionId, languageCode }) {
      const { items, nextPageToken } = await app.listCollectionProducts({
        pageSize,
        pageToken,
        collectionId: collectionId as CollectionId,
        languageCode: decodeLanguage("language_code", languageCode),
      });
      return { products: items.map(encodeProduct), nextPageToken };
    },
  });
