import { type Decision, notFound, toPage } from "#mesh/kernel";
import { fakeClock } from "#mesh/testing";
import type { ProductFilter, ProductPorts } from "../src/app/ports.ts";
import type { Brand, BrandId } from "../src/domain/brand.ts";
import type { Category, CategoryId } from "../src/domain/category.ts";
import { slugKey } from "../src/domain/claimed-catalogue.ts";
import type { Collection, CollectionId } from "../src/domain/collection.ts";
import { refuse } from "../src/domain/errors.ts";
import type { Product } from "../src/domain/product.ts";
import type { Surroundings } from "../src/domain/surroundings.ts";
import { ids } from "./builders.ts";

/** Ports over what is given, without an engine: no uniqueness, no request keys. */
export function fakePorts(given: { products?: readonly Product[]; categories?: readonly Category[] } = {}) {
  const products = new Map(given.products?.map((product) => [product.productId, product]));
  const categories = new Map(given.categories?.map((category) => [category.categoryId, category]));
  const brands = new Map<BrandId, Brand>();
  const collections = new Map<CollectionId, Collection>();
  const filters: ProductFilter[] = [];
  const ports: ProductPorts = {
    clock: fakeClock(),
    ids,
    language: "en",
    history: { page: async () => ({ items: [] }), find: async () => undefined },
    imports: { find: async () => undefined, advance: async () => true },
    news: {
      end: async () => ({ after: 0n, skipped: 0 }),
      async *after() {},
    },
    products: {
      findBySlug: async (slug) => {
        const found = [...products.values()].find((product) => product.slug === slug);
        return found && { found, moved: false };
      },
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
        const slugs = new Map([...products.values()].map(({ slug, productId }) => [slugKey(slug), productId]));
        const { results, changes } = decide({ products: holding, slugs }, around());
        for (const { next } of changes) products.set(next.productId, next);
        return results;
      },
      pageOfSeller: async () => ({ items: [] }),
      pageOfAll: async () => ({ items: [...products.values()] }),
      due: async () => [],
      create: async (decide) => kept(products, "productId", decide(around())),
      change: async (id, decide) => kept(products, "productId", decide(present(products.get(id)), around())),
    },
    categories: {
      find: async (id) => categories.get(id),
      findMany: async (wanted) => [...categories.values()].filter(({ categoryId }) => wanted.includes(categoryId)),
      async page(parentId, after, size) {
        const children = [...categories.values()].filter(
          (category) =>
            (parentId === undefined || category.path.at(-2) === parentId) &&
            (after === undefined || category.categoryId > after),
        );
        return toPage(children, size, ({ categoryId }) => categoryId);
      },
      findBySlug: async (slug) => {
        const found = [...categories.values()].find((category) => category.slug === slug);
        return found && { found, moved: false };
      },
      create: async (parentId, decide) => kept(categories, "categoryId", decide(parentOf(parentId))),
      move: async (id, parentId, decide) =>
        kept(categories, "categoryId", decide(present(categories.get(id)), parentOf(parentId), 1)),
      change: async (id, decide) => kept(categories, "categoryId", decide(present(categories.get(id)))),
    },
    brands: {
      carryingFormerNames: async () => [],
      find: async (id) => brands.get(id),
      page: async (_, size) => toPage([...brands.values()], size, ({ brandId }) => brandId),
      create: async (decide) => kept(brands, "brandId", decide()),
      change: async (id, decide) => kept(brands, "brandId", decide(present(brands.get(id)))),
    },
    collections: {
      find: async (id) => collections.get(id),
      page: async (_, size) => toPage([...collections.values()], size, ({ collectionId }) => collectionId),
      chosenProducts: async () => ({ items: [] }),
      fittingProducts: async () => ({ items: [] }),
      create: async (decide) => kept(collections, "collectionId", decide()),
      change: async (id, decide) => kept(collections, "collectionId", decide(present(collections.get(id)))),
      refit: async () => {},
      fill: async () => false,
    },
  };
  const around = (): Surroundings => ({
    categories,
    brands,
    productIds: new Set(products.keys()),
    variantIds: new Set([...products.values()].flatMap(({ variants }) => variants.map(({ variantId }) => variantId))),
  });
  const parentOf = (parentId: CategoryId | undefined) => {
    if (parentId === undefined) return undefined;
    const parent = categories.get(parentId);
    if (parent === undefined) throw refuse("CATEGORY_UNKNOWN", { metadata: { category_id: parentId } });
    return parent;
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
