import { authService } from "./auth/src/service.ts";
import { inventoryService } from "./inventory/src/service.ts";
import { orderService } from "./order/src/service.ts";
import { paymentService } from "./payment/src/service.ts";
import { pricingService } from "./pricing/src/service.ts";
import { productService } from "./product/src/service.ts";

/** Every service of the market, in the order they start. */
export const services = [authService, productService, pricingService, inventoryService, paymentService, orderService];
