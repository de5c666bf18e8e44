import { prove } from "./prove.ts";

/** `prove-market.ts URL`: prints what the market answered. */
console.log(await prove(process.argv[2] ?? ""));
