// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/pricing/v1/coupon_service_pb.js";
export * from "../ultramarket/pricing/v1/currency_rate_pb.js";
export * from "../ultramarket/pricing/v1/currency_rate_service_pb.js";
export * from "../ultramarket/pricing/v1/customer_group_service_pb.js";
export * from "../ultramarket/pricing/v1/price_list_pb.js";
export * from "../ultramarket/pricing/v1/price_list_service_pb.js";
export * from "../ultramarket/pricing/v1/pricing_service_pb.js";
export * from "../ultramarket/pricing/v1/promotion_pb.js";
export * from "../ultramarket/pricing/v1/quote_pb.js";
export * from "../ultramarket/pricing/v1/tax_class_service_pb.js";
export * from "../ultramarket/pricing/v1/tax_pb.js";
