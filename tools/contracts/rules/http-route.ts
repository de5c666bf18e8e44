import { hasOption } from "@bufbuild/protobuf";
import { http } from "#gen/es/google/api/annotations_pb.js";
import type { Rule } from "../rule.ts";

/**
 * Every RPC the gateway shows has a REST route and no internal one has. Methods with a stream of requests have none:
 * REST cannot carry it.
 */
export const httpRoute: Rule = function* ({ methods }) {
  for (const { method, policy } of methods) {
    const rule = policy?.access?.rule.case;
    const routed = hasOption(method, http);
    const streamed = method.methodKind === "client_streaming" || method.methodKind === "bidi_streaming";
    if (rule === "internal" || streamed) {
      if (routed) yield { element: method, message: "must have no REST route: remove option (google.api.http)" };
    } else if (rule && !routed)
      yield {
        element: method,
        message: "has no REST route: add option (google.api.http), or make its access internal",
      };
  }
};
