import type { EdgeContext } from "./edge-call.ts";
import type { EdgeRequest, EdgeResponse } from "./http.ts";

/** Answers what others than clients send to a path of its own. Rejects if the connection broke before the answer was out. */
export type HookHandler = (request: EdgeRequest, response: EdgeResponse, context: EdgeContext) => Promise<void>;
