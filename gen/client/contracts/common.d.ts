// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/common/v1/address_pb.js";
export * from "../ultramarket/common/v1/money_pb.js";
