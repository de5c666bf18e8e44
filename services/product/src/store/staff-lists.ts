import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "#gen/prisma/product/client.ts";
import { uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { ProductFilter } from "../app/ports.ts";
import type { ProductEvent } from "../domain/product.ts";
import type { ProductDocument, ProductRow } from "./product-row.ts";

/** Lists by any mix of filters, which the staff asks for; the lists customers ask for are statements of their own. */
export interface StaffLists {
  /** Rows before the key, newest first. */
  productsBefore(filter: ProductFilter, before: string, limit: number): Promise<readonly ProductRow[]>;
  close(): Promise<void>;
}

export function openStaffLists({ pool, schema }: Database<ProductEvent>): StaffLists {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { schema }) });
  return {
    async productsBefore({ state, categoryId, brand, slug, moderation }, before, limit) {
      const where = {
        productId: { lt: before },
        ...(state === undefined ? {} : { state }),
        ...(brand === undefined ? {} : { brand }),
        ...(slug === undefined ? {} : { slug }),
        ...(moderation === undefined ? {} : { document: { path: ["moderation", "state"], equals: moderation } }),
        ...(categoryId === undefined ? {} : { categories: { some: { categoryId: uuidFromId(categoryId) } } }),
      };
      const rows = await prisma.product.findMany({ where, orderBy: { productId: "desc" }, take: limit });
      return rows.map(({ productId, version, document, createTime, updateTime, ...row }) => ({
        ...row,
        product_id: productId,
        version,
        document: document as unknown as ProductDocument,
        create_time: createTime,
        update_time: updateTime,
      }));
    },
    close: () => prisma.$disconnect(),
  };
}
