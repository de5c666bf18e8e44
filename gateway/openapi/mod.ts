/** OpenAPI 3.1, a Postman collection and a page to read, from contracts and their comments. */

export { describeContracts } from "./document.ts";
export { type ExampleWords, made, noWords } from "./examples/example-words.ts";
export type { JsonSchema } from "./json-schema.ts";
export { marketInfo } from "./market/market-info.ts";
export { marketWords } from "./market/market-words.ts";
export type { Info, OpenApi, Operation, Parameter } from "./open-api.ts";
export { docsPolicy, renderDocs } from "./page/docs-page.ts";
export { describePostman, type PostmanCollection } from "./postman/postman-collection.ts";
