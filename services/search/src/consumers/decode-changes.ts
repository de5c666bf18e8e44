import { type Category, type Product, ProductState } from "#gen/grpc/ultramarket/product/v1/product.ts";
import {
  CategoryCreated,
  CategoryUpdated,
  ProductCreated,
  ProductUpdated,
} from "#gen/grpc/ultramarket/product/v1/product_events.ts";
import { required } from "#mesh/kernel";
import {
  type CatalogueCategory,
  type CatalogueChanges,
  type CatalogueProduct,
  type CategoryId,
  lowestPrices,
  type ProductId,
} from "../domain/indexed-product.ts";

/** What an event's envelope says of the catalogue. */
export interface CatalogueEvent {
  readonly subject: string;
  readonly version: bigint;
  readonly payload: Uint8Array;
}

const products: Readonly<Record<string, typeof ProductCreated | typeof ProductUpdated>> = {
  "product.v1.product_created": ProductCreated,
  "product.v1.product_updated": ProductUpdated,
};
const categories: Readonly<Record<string, typeof CategoryCreated | typeof CategoryUpdated>> = {
  "product.v1.category_created": CategoryCreated,
  "product.v1.category_updated": CategoryUpdated,
};

export const catalogueSubjects: readonly string[] = [...Object.keys(products), ...Object.keys(categories)];

/** What the events tell of products and categories; others tell nothing. */
export function decodeChanges(events: readonly CatalogueEvent[]): CatalogueChanges {
  return {
    products: events.flatMap(({ subject, version, payload }) => {
      const message = products[subject]?.decode(payload);
      return message === undefined ? [] : [productOf(required("product", message.product), Number(version))];
    }),
    categories: events.flatMap(({ subject, version, payload }) => {
      const message = categories[subject]?.decode(payload);
      return message === undefined ? [] : [categoryOf(required("category", message.category), Number(version))];
    }),
  };
}

function productOf(product: Product, version: number): CatalogueProduct {
  const { name, slug, brand, description, variants, options, attributes, media } = product;
  return {
    productId: product.productId as ProductId,
    version,
    isPublished: product.state === ProductState.PRODUCT_STATE_PUBLISHED,
    name,
    slug,
    brand,
    description,
    skus: variants.map(({ sku }) => sku),
    facts: [
      ...attributes.flatMap((attribute) => [attribute.name, attribute.value]),
      ...options.flatMap(({ values }) => values),
    ],
    categoryIds: product.categoryIds as CategoryId[],
    prices: lowestPrices(variants.flatMap(({ price }) => price ?? [])),
    imageUrl: media[0]?.url ?? "",
  };
}

function categoryOf({ categoryId, parentCategoryId, name }: Category, version: number): CatalogueCategory {
  const parentId = (parentCategoryId || undefined) as CategoryId | undefined;
  return { categoryId: categoryId as CategoryId, version, parentId, name };
}
