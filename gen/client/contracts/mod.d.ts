// Generated from the contracts by `make gen`; not to be edited.

export * as analytics from "./analytics.js";
export * as auth from "./auth.js";
export * as common from "./common.js";
export * as inventory from "./inventory.js";
export * as notification from "./notification.js";
export * as order from "./order.js";
export * as payment from "./payment.js";
export * as pricing from "./pricing.js";
export * as product from "./product.js";
export * as search from "./search.js";
export * as shipping from "./shipping.js";
export * as user from "./user.js";
