/** Reading tables somebody else wrote: plain or gzip, CSV or a JSON object a line, damaged or not, in bounded memory. */
export { type CsvRecord, type CsvTable, readCsv } from "./csv.ts";
export { csvRow } from "./csv-row.ts";
export { type LineOfFile, readLines } from "./lines.ts";
export { type FileBytes, openFile, type Progress } from "./open-file.ts";
export { type RowError, rowError } from "./row-error.ts";
export { utf8Of } from "./utf8.ts";
