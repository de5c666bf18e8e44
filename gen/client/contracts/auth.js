// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/auth/v1/account_import_service_pb.js";
export * from "../ultramarket/auth/v1/api_key_service_pb.js";
export * from "../ultramarket/auth/v1/auth_pb.js";
export * from "../ultramarket/auth/v1/auth_service_pb.js";
export * from "../ultramarket/auth/v1/factor_service_pb.js";
export * from "../ultramarket/auth/v1/identity_service_pb.js";
export * from "../ultramarket/auth/v1/impersonation_service_pb.js";
export * from "../ultramarket/auth/v1/passkey_service_pb.js";
export * from "../ultramarket/auth/v1/role_service_pb.js";
export * from "../ultramarket/auth/v1/session_service_pb.js";
