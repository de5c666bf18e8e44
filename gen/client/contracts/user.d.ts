// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/user/v1/consent_pb.js";
export * from "../ultramarket/user/v1/consent_service_pb.js";
export * from "../ultramarket/user/v1/privacy_pb.js";
export * from "../ultramarket/user/v1/privacy_service_pb.js";
export * from "../ultramarket/user/v1/seller_pb.js";
export * from "../ultramarket/user/v1/seller_service_pb.js";
export * from "../ultramarket/user/v1/user_pb.js";
export * from "../ultramarket/user/v1/user_service_pb.js";
export * from "../ultramarket/user/v1/wish_list_pb.js";
export * from "../ultramarket/user/v1/wish_list_service_pb.js";
