/** REST for Protobuf services by google.api.http: one handler for node:http and node:http2, made from descriptors. */
export { type BodyRule, type BoundVariable, compileRoutes, type Route, RulesError } from "./compile.ts";
export type { Timeout } from "./deadline.ts";
export { type CompleteStatus, type HiddenErrors, httpStatusOf } from "./errors.ts";
export { defaultHeaders, type HeaderLists } from "./headers.ts";
export type { HttpRequest, HttpResponse } from "./http.ts";
export { readRequestBody } from "./read-body.ts";
export { Code, StatusError, type StatusLike } from "./status.ts";
export { parseTemplate, type Segment, type Template, type Variable } from "./template.ts";
export { createTranscoder, type IsKnown, type Limits, type Transcoder, type TranscoderOptions } from "./transcoder.ts";
export type { Answer, CallContext, Upstream } from "./upstream.ts";
export { compileWireJson, type WireJsonOptions } from "./wire-json/compile.ts";
