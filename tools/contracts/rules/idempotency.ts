import { type DescMethod, getOption, hasOption, ScalarType } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel as Level } from "@bufbuild/protobuf/wkt";
import { http } from "#gen/es/google/api/annotations_pb.js";
import { RateClass } from "#gen/es/ultramarket/options/v1/options_pb.js";
import type { Finding, Rule } from "../rule.ts";

/**
 * A method is safe (NO_SIDE_EFFECTS, GET by REST) or keyed (IDEMPOTENT, with a request_id). Only internal methods, those
 * with a stream of requests, and those that answer with secrets (RATE_CLASS_CREDENTIAL), which must not be stored under a
 * key, may be neither.
 */
export const idempotency: Rule = function* ({ methods }) {
  for (const { method, policy } of methods) {
    yield* checkRequestId(method);
    const secret = policy?.rateClass === RateClass.CREDENTIAL;
    const free = secret || policy?.access?.rule.case === "internal" || method.proto.clientStreaming;
    if (method.idempotency === Level.IDEMPOTENCY_UNKNOWN && !free)
      yield {
        element: method,
        message:
          "is neither safe nor keyed: set option idempotency_level to NO_SIDE_EFFECTS, or to IDEMPOTENT with a request_id",
      };
    yield* checkVerb(method);
  }
};

function* checkRequestId(method: DescMethod): Iterable<Finding> {
  const requestId = method.input.fields.find((field) => field.name === "request_id");
  const keyed = method.idempotency === Level.IDEMPOTENT;
  if (keyed && requestId?.scalar !== ScalarType.STRING)
    yield { element: method, message: `is keyed: add "string request_id" to ${method.input.name}` };
  if (!keyed && requestId)
    yield {
      element: requestId,
      message: `belongs to keyed methods: set ${method.name}'s idempotency_level to IDEMPOTENT`,
    };
}

function* checkVerb(method: DescMethod): Iterable<Finding> {
  if (!hasOption(method, http)) return;
  const safe = method.idempotency === Level.NO_SIDE_EFFECTS;
  const get = getOption(method, http).pattern.case === "get";
  if (safe && !get) yield { element: method, message: "is safe: make its REST route a GET" };
  if (get && !safe) yield { element: method, message: "is a GET by REST: set idempotency_level to NO_SIDE_EFFECTS" };
}
