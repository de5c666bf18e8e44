// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/inventory/v1/inventory_pb.js";
export * from "../ultramarket/inventory/v1/inventory_service_pb.js";
