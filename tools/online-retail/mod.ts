/** The Online Retail data set (UCI, Daqing Chen, 2015): one shop's invoice lines, as a file of CSV. */
export type { RowError } from "../table-file/mod.ts";
export { countryCodeOf } from "./countries.ts";
export type { RetailRow } from "./read-line.ts";
export { type RetailOptions, readOnlineRetail } from "./read-online-retail.ts";
export { type RetailColumn, type RetailKind, type RetailLine, retailColumns } from "./retail-line.ts";
export { isServiceCode, serviceCodes, skuOf } from "./service-codes.ts";
