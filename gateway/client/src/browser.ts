/** What a page gets as one file: the client, and under `contracts` all messages and enums by area. */

export * as contracts from "#gen/client/contracts/mod.js";
export * from "./mod.ts";
