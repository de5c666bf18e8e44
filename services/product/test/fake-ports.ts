import { type Decision, notFound, toPage } from "#mesh/kernel";
import { fakeClock } from "#mesh/testing";
import type { ProductFilter, ProductPorts } from "../src/app/ports.ts";
import { type Category, parentOf } from "../src/domain/category.ts";
import type { Product } from "../src/domain/product.ts";
import { ids } from "./builders.ts";

/** Ports over what is given, without an engine: no uniqueness, no request keys. */
export function fakePorts(given: { products?: readonly Product[]; categories?: readonly Category[] } = {}) {
  const products = new Map(given.products?.map((product) => [product.productId, product]));
  const categories = new Map(given.categories?.map((category) => [category.categoryId, category]));
  const filters: ProductFilter[] = [];
  const ports: ProductPorts = {
    clock: fakeClock(),
    ids,
    products: {
      find: async (id) => products.get(id),
      findMany: async (wanted) => [...products.values()].filter(({ productId }) => wanted.includes(productId)),
      findByVariants: async (wanted) =>
        [...products.values()].filter(({ variants }) => variants.some(({ variantId }) => wanted.includes(variantId))),
      async page(filter, after, size) {
        filters.push(filter);
        const before = [...products.values()].filter(({ productId }) => after === undefined || productId < after);
        const newest = before.toSorted((a, b) => (a.productId < b.productId ? 1 : -1));
        return toPage(newest, size, ({ productId }) => productId);
      },
      async upsert(scope, decide) {
        const holding = [...products.values()].filter(({ variants }) =>
          variants.some(({ sku }) => scope.skus.includes(sku)),
        );
        const slugs = new Map([...products.values()].map(({ slug, productId }) => [slug, productId]));
        const { results, changes } = decide({ products: holding, slugs });
        for (const { next } of changes) products.set(next.productId, next);
        return results;
      },
      create: async (decide) => kept(products, "productId", decide()),
      change: async (id, decide) => kept(products, "productId", decide(present(products.get(id)))),
    },
    categories: {
      find: async (id) => categories.get(id),
      findMany: async (wanted) => [...categories.values()].filter(({ categoryId }) => wanted.includes(categoryId)),
      async page(parentId, after, size) {
        const children = [...categories.values()].filter(
          (category) =>
            (parentId === undefined || parentOf(category) === parentId) &&
            (after === undefined || category.categoryId > after),
        );
        return toPage(children, size, ({ categoryId }) => categoryId);
      },
      create: async (decide) => kept(categories, "categoryId", decide()),
      change: async (id, decide) => kept(categories, "categoryId", decide(present(categories.get(id)))),
    },
  };
  return { ports, filters, products };
}

function kept<T, Key extends keyof T>(map: Map<T[Key], T>, key: Key, { next }: Decision<T>): T {
  map.set(next[key], next);
  return next;
}

function present<T>(found: T | undefined): T {
  if (found === undefined) throw notFound();
  return found;
}
