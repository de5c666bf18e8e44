// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/order/v1/cart_pb.js";
export * from "../ultramarket/order/v1/cart_service_pb.js";
export * from "../ultramarket/order/v1/order_pb.js";
export * from "../ultramarket/order/v1/order_service_pb.js";
