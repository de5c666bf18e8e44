/** Taking shops into the market: from the Online Retail data set, or from files of our own format. */

export { importOnlineRetail, type RetailImportOptions } from "./import-online-retail.ts";
export type { ImportOptions, ImportResult, Market } from "./import-options.ts";
export { importShop } from "./import-shop.ts";
