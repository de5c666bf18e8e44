import { purchase } from "./purchase.ts";

/** What the page's script offers to the tests. */
const inPage = { purchase };

export type InPage = typeof inPage;

Object.assign(globalThis, { inPage });
