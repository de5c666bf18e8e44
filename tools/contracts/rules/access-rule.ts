import type { Rule } from "../rule.ts";

/** Every RPC says who may call it. */
export const accessRule: Rule = function* ({ methods }) {
  for (const { method, policy } of methods) {
    if (policy?.access?.rule.case) continue;
    yield {
      element: method,
      message:
        "has no access rule: add option (ultramarket.options.v1.policy).access with public, signed_in, permission or internal",
    };
  }
};
