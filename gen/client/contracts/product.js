// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/product/v1/product_pb.js";
export * from "../ultramarket/product/v1/product_service_pb.js";
