/** OpenAPI 3.1, a Postman collection and a page to read, from contracts and their comments. */

export { docsPolicy, renderDocs } from "./docs-page.ts";
export { describeContracts } from "./document.ts";
export { type ExampleWords, made, noWords } from "./examples/example-words.ts";
export type { JsonSchema } from "./json-schema.ts";
export { marketWords } from "./market/market-words.ts";
export type { Info, OpenApi, Operation, Parameter } from "./open-api.ts";
