// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/payment/v1/gift_card_pb.js";
export * from "../ultramarket/payment/v1/gift_card_service_pb.js";
export * from "../ultramarket/payment/v1/payment_pb.js";
export * from "../ultramarket/payment/v1/payment_service_pb.js";
export * from "../ultramarket/payment/v1/wallet_pb.js";
export * from "../ultramarket/payment/v1/wallet_service_pb.js";
