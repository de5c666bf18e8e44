import { pathToFileURL } from "node:url";
import { Category, Product, ProductState, Variant } from "#gen/grpc/ultramarket/product/v1/product.ts";
import { CategoryUpdated, ProductCreated, ProductUpdated } from "#gen/grpc/ultramarket/product/v1/product_events.ts";
import type { DomainEvent } from "#mesh/kernel";
import { defineService } from "#mesh/runtime";
import type { Database } from "#mesh/store";
import { temporaryFolder } from "#mesh/testing";
import { ids, noon } from "./builders.ts";

interface Told extends DomainEvent {
  readonly subject: string;
  readonly payload: Uint8Array;
}

/** A product service that has no products but tells of some, by way of its own outbox as the real one does. */
export function fakeCatalogue() {
  let database: Database<Told> | undefined;
  const service = defineService({
    name: "product",
    config: {},
    async start({ openDatabase }) {
      const migrations = pathToFileURL(`${await temporaryFolder()}/`);
      database = await openDatabase<Told>({
        migrations,
        encodeEvent: ({ subject, payload }) => ({ subject, payload }),
      });
      return {};
    },
  });
  const tell = async (told: readonly Told[]) => {
    await database?.change(undefined, async () => ({ answer: undefined, events: told }));
  };
  return {
    service,
    /** Tells of products in the versions that their etags name. */
    tellProducts: (...products: readonly Product[]) => tell(products.map(toldProduct)),
    tellCategory: (category: Category) => tell([toldCategory(category)]),
  };
}

function toldProduct(product: Product): Told {
  const { productId: key, etag } = product;
  const version = Number(etag);
  const isNew = version === 1;
  const subject = isNew ? "product.v1.product_created" : "product.v1.product_updated";
  const message = isNew ? ProductCreated.encode({ product }) : ProductUpdated.encode({ product, changedFields: [] });
  return { type: "Product", key, version, subject, payload: message.finish() };
}

function toldCategory(category: Category): Told {
  const { categoryId: key, etag } = category;
  const subject = Number(etag) === 1 ? "product.v1.category_created" : "product.v1.category_updated";
  const payload = CategoryUpdated.encode({ category, changedFields: [] }).finish();
  return { type: "Category", key, version: Number(etag), subject, payload };
}

export function aToldProduct(change: Partial<Product> = {}): Product {
  const productId = ids.next("prd");
  return Product.fromPartial({
    productId,
    state: ProductState.PRODUCT_STATE_PUBLISHED,
    name: "Stoneware mug",
    slug: `mug-${productId}`,
    description: "",
    brand: "",
    categoryIds: [],
    options: [],
    variants: [aToldVariant(1290n)],
    media: [],
    attributes: [],
    etag: "1",
    createTime: noon,
    updateTime: noon,
    ...change,
  });
}

export function aToldVariant(minorUnits: bigint, currencyCode = "EUR", sku = ""): Variant {
  const price = { currencyCode, minorUnits };
  return Variant.fromPartial({ variantId: ids.next("var"), sku, price });
}

export function aToldCategory(change: Partial<Category> = {}): Category {
  const categoryId = ids.next("cat");
  const place = { parentCategoryId: "", slug: categoryId, description: "", createTime: noon, updateTime: noon };
  return Category.fromPartial({ categoryId, name: "Kitchen", etag: "1", ...place, ...change });
}
