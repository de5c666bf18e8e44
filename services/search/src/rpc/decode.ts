import { SearchOrder as Order, type SearchProductsRequest } from "#gen/grpc/ultramarket/search/v1/search_service.ts";
import type { SearchProducts } from "../app/search-products.ts";
import type { CategoryId } from "../domain/indexed-product.ts";
import { priceRange } from "../domain/price-range.ts";
import type { SearchOrder } from "../domain/search.ts";

const orders: Readonly<Record<Order, SearchOrder>> = {
  [Order.SEARCH_ORDER_UNSPECIFIED]: "RELEVANCE",
  [Order.SEARCH_ORDER_RELEVANCE]: "RELEVANCE",
  [Order.SEARCH_ORDER_PRICE_ASCENDING]: "PRICE_ASCENDING",
  [Order.SEARCH_ORDER_PRICE_DESCENDING]: "PRICE_DESCENDING",
  [Order.SEARCH_ORDER_NEWEST]: "NEWEST",
};

/** Fails with PRICE_RANGE_INVALID. */
export function decodeSearch(request: SearchProductsRequest): SearchProducts {
  const { query, categoryId, brand, currencyCode, minPrice, maxPrice, orderBy, pageSize, pageToken } = request;
  return {
    query,
    categoryId: (categoryId || undefined) as CategoryId | undefined,
    brand: brand || undefined,
    currencyCode: currencyCode || undefined,
    prices: priceRange(minPrice, maxPrice),
    order: orders[orderBy],
    pageSize,
    pageToken,
  };
}
