import { type ExampleWords, made } from "../examples/example-words.ts";
import { euros } from "./euros.ts";

const color = (value: string) => [{ option: "Color", value }];
const blanket = {
  state: "PRODUCT_STATE_PUBLISHED",
  name: "Herringbone Wool Blanket",
  slug: "herringbone-wool-blanket",
  description: "A dense lambswool blanket woven in a herringbone pattern and brushed on one side.",
  brand: "Wexmoor",
  categoryIds: made,
  options: [{ name: "Color", values: ["Moss", "Ink"] }],
  media: [{ url: "https://cdn.example/herringbone-moss.jpg", altText: "The blanket in moss, folded" }],
  attributes: [{ name: "Material", value: "100 % lambswool" }],
};
const plain = { typedAttributes: [], components: [] };
const rest = {
  ...{ typedAttributes: [], tags: ["gift", "wool"], translations: [], relatedProductIds: [], sellerId: "" },
  ...{ publishTime: null, unpublishTime: null, moderation: null },
};
const moss = { sku: "HOM-BLANKET-MOSS", optionValues: color("Moss"), price: euros(8900), weightGrams: 1150 };
const ink = { sku: "HOM-BLANKET-INK", optionValues: color("Ink"), price: euros(8900), weightGrams: 1150 };

const homeAndGarden = {
  parentCategoryId: "",
  name: "Home & Garden",
  slug: "home-and-garden",
  description: "Everything that makes rooms, tables and balconies pleasant to live with.",
};

const wexmoor = {
  name: "Wexmoor",
  slug: "wexmoor",
  description: "Blankets and throws since 1891.",
  logoUrl: "https://cdn.example/wexmoor.svg",
};
const gifts = {
  name: "Warm Gifts",
  slug: "warm-gifts",
  description: "What to give in winter.",
  rule: { categoryIds: [], brandIds: [], tags: ["gift"], attributes: [], price: { from: null, to: euros(10000) } },
};

/** The catalogue and how it is searched. */
export const productWords: ExampleWords["messages"] = {
  "ultramarket.product.v1.Product": { ...blanket, ...rest, variants: [{ ...moss, ...plain }] },
  "ultramarket.product.v1.Variant": plain,
  "ultramarket.product.v1.ProductInput": { ...blanket, variants: [moss, ink] },
  "ultramarket.product.v1.UpdateProductRequest": { product: { brand: "Wexmoor Mills" } },
  "ultramarket.product.v1.UpsertedProduct": { error: null },
  "ultramarket.product.v1.ListProductsRequest": { pageSize: made },
  "ultramarket.product.v1.UpdateSellerProductRequest": { product: { description: "Woven in the Pennines." } },
  "ultramarket.product.v1.ProductVersion": { version: "3", changedFields: ["name", "tags"] },
  "ultramarket.product.v1.DiffProductVersionsResponse": {
    changedFields: "name",
    before: { name: "Wool Blanket" },
    after: { name: "Herringbone Wool Blanket" },
  },
  "ultramarket.product.v1.GetProductImportRequest": { importId: "spring-2026" },
  "ultramarket.product.v1.ProductImport": {
    ...{ importId: "spring-2026", nextRow: "12000", createdCount: "11200", updatedCount: "780" },
    ...{ unchangedCount: "20", refusedCount: "0", errors: [] },
  },
  "ultramarket.product.v1.Brand": wexmoor,
  "ultramarket.product.v1.BrandInput": wexmoor,
  "ultramarket.product.v1.UpdateBrandRequest": { brand: { description: "Weavers in Yorkshire." } },
  "ultramarket.product.v1.Collection": { ...gifts, productIds: [], filling: false },
  "ultramarket.product.v1.CollectionInput": gifts,
  "ultramarket.product.v1.UpdateCollectionRequest": { collection: { description: "Gifts that keep warm." } },
  "ultramarket.product.v1.Category": { ...homeAndGarden, attributes: [] },
  "ultramarket.product.v1.CategoryInput": homeAndGarden,
  "ultramarket.product.v1.UpdateCategoryRequest": { category: { description: "Rooms, tables and balconies." } },
  "ultramarket.product.v1.ListCategoriesRequest": { pageSize: made },
  "ultramarket.search.v1.SearchProductsRequest": {
    query: made,
    currencyCode: made,
    maxPrice: euros(10000),
    orderBy: "SEARCH_ORDER_RELEVANCE",
    pageSize: made,
  },
  "ultramarket.search.v1.SearchProductsResponse": {
    hits: [{ imageUrl: "https://cdn.example/herringbone-moss.jpg", score: 0.92 }],
    facets: [{ field: "brand", buckets: [{ value: "Wexmoor", label: "Wexmoor", count: "1" }] }],
    totalSize: "1",
  },
  "ultramarket.search.v1.SuggestQueriesRequest": { query: "woo", pageSize: 5 },
  "ultramarket.search.v1.SearchSuggestion": { text: "wool blanket", productId: "" },
  "ultramarket.search.v1.SearchIndex": {
    generation: "3",
    productCount: "240",
    buildingGeneration: "0",
    eventsRead: "0",
    eventsTotal: "0",
  },
};
