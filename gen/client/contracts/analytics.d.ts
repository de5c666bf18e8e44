// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/analytics/v1/analytics_service_pb.js";
