// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/shipping/v1/shipping_pb.js";
export * from "../ultramarket/shipping/v1/shipping_service_pb.js";
