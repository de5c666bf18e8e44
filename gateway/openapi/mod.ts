/** OpenAPI 3.1 and a page to read, from contracts and their comments. */

export { docsPolicy, renderDocs } from "./docs-page.ts";
export { type DocumentOptions, describeContracts } from "./document.ts";
export type { JsonSchema } from "./json-schema.ts";
export type { OpenApi, Operation, Parameter } from "./open-api.ts";
