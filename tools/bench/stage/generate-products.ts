import { createIds, type Id, idFromUuid } from "#mesh/kernel";
import type { CategoryId } from "../../../services/product/src/domain/category.ts";
import type { Product, ProductState, Variant } from "../../../services/product/src/domain/product.ts";

const colors = ["Black", "White", "Red", "Blue", "Green", "Sand"];
const sizes = ["S", "M", "L", "XL"];
const brands = ["Kilnworks", "Northfold", "Alder & Oak", "Meridian", "Lumen"];
const description =
  "Made to be used every day and repaired when it breaks. The cover comes off for washing at 40 degrees, the frame " +
  "is held together by screws that any household has a driver for, and spare parts stay available for ten years.";

/** The same id for the same number, run after run. */
export function categoryId(number: number): CategoryId {
  return idFromUuid("cat", `00000000-0000-7000-8000-${number.toString().padStart(12, "0")}`);
}

/** Products as a shop would have them: three variants, two pictures, four attributes; one in ten is not published. */
export function generateProducts(count: number, categories: number, start: Date): Product[] {
  let now = start.getTime() - count;
  const ids = createIds({ now: () => new Date(now) });
  return Array.from({ length: count }, (_, index) => {
    now += 1;
    return product(index, ids.next("prd"), () => ids.next("var"), [categoryId(index % categories)], new Date(now));
  });
}

function product(
  index: number,
  productId: Id<"prd">,
  nextVariant: () => Id<"var">,
  categoryIds: readonly CategoryId[],
  now: Date,
): Product {
  const color = pick(colors, index);
  const brand = pick(brands, index);
  return {
    productId,
    version: 1,
    state: stateOf(index),
    name: `${brand} everyday chair ${index}`,
    slug: `everyday-chair-${index}`,
    description,
    brand,
    categoryIds,
    options: [
      { name: "Color", values: [color] },
      { name: "Size", values: sizes.slice(0, 3) },
    ],
    variants: sizes.slice(0, 3).map((size, nth) => variant(index, nth, nextVariant(), color, size)),
    media: [1, 2].map((nth) => ({ url: `https://media.example/chair-${index}-${nth}.jpg`, altText: `View ${nth}` })),
    attributes: [
      { name: "Material", value: "Oiled ash" },
      { name: "Width", value: `${40 + (index % 30)} cm` },
      { name: "Seat height", value: "46 cm" },
      { name: "Warranty", value: "10 years" },
    ],
    typedAttributes: [],
    brandId: undefined,
    tags: [],
    translations: [],
    publishTime: undefined,
    unpublishTime: undefined,
    relatedProductIds: [],
    sellerId: undefined,
    moderation: undefined,
    createTime: now,
    updateTime: now,
  };
}

function variant(index: number, nth: number, variantId: Id<"var">, color: string, size: string): Variant {
  return {
    variantId,
    sku: `CHAIR-${index}-${size}`,
    optionValues: [
      { option: "Color", value: color },
      { option: "Size", value: size },
    ],
    price: { currencyCode: "EUR", minorUnits: BigInt(4_900 + ((index * 37) % 20_000) + nth * 500) },
    weightGrams: 3_200 + nth * 400,
    gtin: "",
    nonStock: false,
    typedAttributes: [],
    digital: false,
    components: [],
  };
}

function stateOf(index: number): ProductState {
  if (index % 20 === 7) return "DRAFT";
  return index % 20 === 13 ? "ARCHIVED" : "PUBLISHED";
}

function pick(from: readonly string[], index: number): string {
  return from[index % from.length] ?? "";
}
