import { CategoryServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ProductUseCases } from "../app/use-cases.ts";
import type { CategoryId } from "../domain/category.ts";
import { decodeCategoryChange, decodeCategoryDraft } from "./decode.ts";
import { encodeCategory } from "./encode.ts";

export const categoryRpc = (app: ProductUseCases): ServiceBinding =>
  implement(CategoryServiceService, {
    async createCategory({ category }, { request }) {
      const input = required("category", category);
      const parentId = (input.parentCategoryId || undefined) as CategoryId | undefined;
      const created = await app.createCategory({ draft: decodeCategoryDraft(input), parentId, request });
      return { category: encodeCategory(created) };
    },

    async updateCategory({ categoryId, category, updateMask, etag }, { request }) {
      const change = decodeCategoryChange(required("category", category), updateMask ?? []);
      const updated = await app.updateCategory({ categoryId: categoryId as CategoryId, change, etag, request });
      return { category: encodeCategory(updated) };
    },

    async moveCategory({ categoryId, parentCategoryId, etag }, { request }) {
      const parentId = (parentCategoryId || undefined) as CategoryId | undefined;
      const moved = await app.moveCategory({ categoryId: categoryId as CategoryId, parentId, etag, request });
      return { category: encodeCategory(moved) };
    },

    async getCategoryBySlug({ slug }) {
      const { found, moved } = await app.getCategoryBySlug(slug);
      return { category: encodeCategory(found), moved };
    },

    async getCategory({ categoryId }) {
      return { category: encodeCategory(await app.getCategory(categoryId as CategoryId)) };
    },

    async listCategories({ pageSize, pageToken, parentCategoryId }) {
      const parentId = (parentCategoryId || undefined) as CategoryId | undefined;
      const { items, nextPageToken } = await app.listCategories({ parentId, pageSize, pageToken });
      return { categories: items.map(encodeCategory), nextPageToken };
    },
  });
