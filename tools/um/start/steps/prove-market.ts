import { printStep } from "./print-step.ts";
import { prove } from "./prove.ts";

/** `prove-market.ts URL`: prints what the market answered. */
const [url = ""] = process.argv.slice(2);
await printStep(() => prove(url));
