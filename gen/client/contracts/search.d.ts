// Generated from the contracts by `make gen`; not to be edited.

export * from "../ultramarket/search/v1/search_service_pb.js";
