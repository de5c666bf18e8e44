import { analyticsService } from "./analytics/src/service.ts";
import { authService } from "./auth/src/service.ts";
import { inventoryService } from "./inventory/src/service.ts";
import { notificationService } from "./notification/src/service.ts";
import { orderService } from "./order/src/service.ts";
import { paymentService } from "./payment/src/service.ts";
import { pricingService } from "./pricing/src/service.ts";
import { productService } from "./product/src/service.ts";
import { searchService } from "./search/src/service.ts";
import { shippingService } from "./shipping/src/service.ts";
import { userService } from "./user/src/service.ts";

/** Every service of the market, in the order they start. */
export const services = [
  authService,
  userService,
  productService,
  pricingService,
  inventoryService,
  paymentService,
  shippingService,
  orderService,
  searchService,
  notificationService,
  analyticsService,
];
