import { productService } from "./product/src/service.ts";

/** Every service of the market, in the order they start. */
export const services = [productService];
