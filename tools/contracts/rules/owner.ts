import { type DescMessage, ScalarType } from "@bufbuild/protobuf";
import type { Rule } from "../rule.ts";

/** owner_field leads to a string in the response; owner_override says who else sees such an answer. */
export const owner: Rule = function* ({ methods }) {
  for (const { method, policy } of methods) {
    if (!policy) continue;
    if (policy.ownerField !== "" && !leadsToString(method.output, policy.ownerField.split(".")))
      yield {
        element: method,
        message: `names an owner_field that is no string of ${method.output.name}: correct "${policy.ownerField}"`,
      };
    if (policy.ownerOverride !== "" && policy.ownerField === "")
      yield { element: method, message: "has an owner_override and no owner: set owner_field, or remove it" };
  }
};

function leadsToString(message: DescMessage, [name, ...rest]: readonly string[]): boolean {
  const field = message.fields.find((candidate) => candidate.name === name);
  if (!field || field.fieldKind === "map") return false;
  if (field.message) return rest.length > 0 && leadsToString(field.message, rest);
  return rest.length === 0 && field.scalar === ScalarType.STRING;
}
