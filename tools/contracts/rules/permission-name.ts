import type { Rule } from "../rule.ts";
import { services } from "../workloads.ts";

/** Permissions read "<service>.<verb>", such as "order.refund". */
export const permissionName: Rule = function* ({ methods }) {
  for (const { method, policy } of methods) {
    const rule = policy?.access?.rule;
    const named = [
      rule?.case === "permission" ? [rule.value] : [],
      policy?.ownerOverride ? [policy.ownerOverride] : [],
    ];
    for (const name of named.flat()) {
      const [, service = ""] = /^([a-z]+)\.[a-z]+(?:_[a-z]+)*$/.exec(name) ?? [];
      if (!services.has(service))
        yield { element: method, message: `asks for the permission "${name}": name it "<service>.<verb>"` };
    }
  }
};
