import { uuidFromId } from "#mesh/kernel";
import type { CatalogueCategory, CatalogueProduct } from "../domain/indexed-product.ts";
import { nameLength, type Term, termsOf } from "../domain/terms.ts";
import { isCode, wordsOf } from "../domain/words.ts";
import { brandLexeme, priceLexeme } from "./ts-query.ts";

/** Products as the statement `takeProducts` reads them: in one order, so that two batches never wait for each other. */
export function productsJson(products: readonly CatalogueProduct[]): string {
  const rows = products.map((product) => (product.isPublished ? document(product) : absent(product)));
  return JSON.stringify(rows.toSorted((a, b) => (a.product_id < b.product_id ? -1 : 1)));
}

/** A category as the statement `takeCategory` reads it. */
export function categoryValues({ categoryId, version, parentId, name }: CatalogueCategory): readonly unknown[] {
  const parent = parentId === undefined ? null : uuidFromId(parentId);
  return [uuidFromId(categoryId), version, parent, name, [...new Set(wordsOf(name))].toSorted()];
}

function document(product: CatalogueProduct) {
  const [codes, plain] = partition(termsOf(product), ({ word }) => isCode(word));
  const terms = [...plain, ...codes];
  const { currencyCode: currencies, minorUnits: amounts } = columns(product);
  return {
    product_id: uuidFromId(product.productId),
    version: product.version,
    published: true,
    name: product.name,
    name_key: wordsOf(product.name).join(" "),
    name_length: nameLength(product),
    slug: product.slug,
    brand: product.brand,
    image_url: product.imageUrl,
    category_ids: product.categoryIds.map(uuidFromId),
    currencies,
    amounts,
    words: terms.map(({ word }) => word),
    vocabulary: plain.length,
    head: terms.map((term) => placesOf(term, /[ABC]/)),
    description: terms.map((term) => placesOf(term, /D/)),
    marks: [
      ...(product.brand === "" ? [] : [brandLexeme(product.brand)]),
      ...product.prices.map(({ currencyCode, minorUnits }) => priceLexeme(currencyCode, minorUnits)),
    ],
  };
}

function absent({ productId, version }: CatalogueProduct) {
  const nothing = { name: "", name_key: "", name_length: 0, slug: "", brand: "", image_url: "" };
  const none = {
    category_ids: [],
    currencies: [],
    amounts: [],
    words: [],
    vocabulary: 0,
    head: [],
    description: [],
    marks: [],
  };
  return { product_id: uuidFromId(productId), version, published: false, ...nothing, ...none };
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [readonly T[], readonly T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}

function columns({ prices }: CatalogueProduct) {
  return {
    currencyCode: prices.map(({ currencyCode }) => currencyCode),
    minorUnits: prices.map(({ minorUnits }) => String(minorUnits)),
  };
}

/** Such as "3A,17B"; empty if the word stands nowhere else. */
function placesOf({ places }: Term, weights: RegExp): string {
  return places
    .filter(({ weight }) => weights.test(weight))
    .map(({ position, weight }) => `${position}${weight}`)
    .join(",");
}
