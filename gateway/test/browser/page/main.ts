import { makePasskey, usePasskey } from "./passkey.ts";
import { abortCall, beginCall } from "./pending-call.ts";
import { plainFetch } from "./plain-fetch.ts";
import { purchase } from "./purchase.ts";
import { closeWatch, nextProduct, openWatch } from "./watch.ts";

/** What the page's script offers to the tests. */
const inPage = {
  purchase,
  plainFetch,
  openWatch,
  nextProduct,
  closeWatch,
  beginCall,
  abortCall,
  makePasskey,
  usePasskey,
};

export type InPage = typeof inPage;

Object.assign(globalThis, { inPage });
