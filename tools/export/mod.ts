/** Giving the catalogue out as files that can be taken in again. */
export { type Exported, type ExportOptions, exportShop } from "./export-shop.ts";
