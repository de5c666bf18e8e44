import type { Rule } from "../rule.ts";
import { workloads } from "../workloads.ts";

/** Callers are services of the market or the gateway, each named once. */
export const callers: Rule = function* ({ methods }) {
  for (const { method, policy } of methods) {
    const names = policy?.callers ?? [];
    for (const name of new Set(names))
      if (!workloads.has(name))
        yield {
          element: method,
          message: `lets "${name}" call, which is no service: use a service's name or "gateway"`,
        };
    if (new Set(names).size < names.length) yield { element: method, message: "names a caller twice: remove one" };
  }
};
