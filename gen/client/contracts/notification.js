// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/notification/v1/notification_pb.js";
export * from "../ultramarket/notification/v1/notification_service_pb.js";
