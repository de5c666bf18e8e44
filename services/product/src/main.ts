import { run } from "#mesh/runtime";
import { productService } from "./service.ts";

await run(productService);
