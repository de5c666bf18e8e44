import type { Duration } from "@bufbuild/protobuf/wkt";
import { durationMs } from "@bufbuild/protobuf/wkt";
import type { Rule } from "../rule.ts";

/** Every RPC has a default deadline above zero and a cap that is not below it. */
export const deadline: Rule = function* ({ methods }) {
  for (const { method, policy } of methods) {
    const usual = milliseconds(policy?.deadline?.default);
    const cap = milliseconds(policy?.deadline?.cap);
    if (usual <= 0)
      yield { element: method, message: "has no default deadline: set policy.deadline.default above zero" };
    else if (cap < usual)
      yield { element: method, message: "caps its deadline below the default: set policy.deadline.cap to at least it" };
  }
};

function milliseconds(duration: Duration | undefined): number {
  return duration ? durationMs(duration) : 0;
}
