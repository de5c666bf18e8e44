/** Living through the sales of a real shop: entering them as they happened, and comparing to the penny. */
export { type Window, windowOf } from "./plan/window.ts";
export { type ReplayOptions, replay } from "./replay.ts";
