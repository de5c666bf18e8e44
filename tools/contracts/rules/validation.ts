import { type DescField, type DescMessage, getOption, hasOption, ScalarType } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { field as fieldRules } from "#gen/es/buf/validate/validate_pb.js";
import { MoneySchema } from "#gen/es/ultramarket/common/v1/money_pb.js";
import type { Contracts } from "../contracts.ts";
import type { Finding, Rule } from "../rule.ts";

/**
 * Every field that a request can carry has a buf.validate rule, lists and maps an upper limit among them. Without one
 * may be: a bool, a Timestamp (its type bounds it), and a single message of ours, whose own fields are looked at
 * instead; Money is ruled by the field that holds it, for only that knows whether it may be negative.
 */
export const validation: Rule = function* (contracts) {
  for (const message of requestMessages(contracts)) for (const field of message.fields) yield* check(field);
};

function* check(field: DescField): Iterable<Finding> {
  const rules = hasOption(field, fieldRules) ? getOption(field, fieldRules) : undefined;
  const { type } = rules ?? {};
  if (field.fieldKind === "list" && !(type?.case === "repeated" && type.value.maxItems > 0n))
    yield { element: field, message: "is a list without a limit: add (buf.validate.field).repeated.max_items" };
  else if (field.fieldKind === "map" && !(type?.case === "map" && type.value.maxPairs > 0n))
    yield { element: field, message: "is a map without a limit: add (buf.validate.field).map.max_pairs" };
  else if (!type?.case && !rules?.required && !rules?.cel.length && !rules?.celExpression.length && !needsNone(field))
    yield { element: field, message: "comes in a request without a rule: add option (buf.validate.field)" };
}

function needsNone(field: DescField): boolean {
  if (field.fieldKind === "scalar") return field.scalar === ScalarType.BOOL;
  return (
    field.fieldKind === "message" && (isVisited(field.message) || field.message.typeName === TimestampSchema.typeName)
  );
}

/** The messages a request can hold, each once. */
function requestMessages({ methods }: Contracts): Set<DescMessage> {
  const found = new Set<DescMessage>();
  const visit = (message: DescMessage) => {
    if (found.has(message)) return;
    found.add(message);
    for (const field of message.fields) if (field.message && isVisited(field.message)) visit(field.message);
  };
  for (const { method } of methods) visit(method.input);
  return found;
}

function isVisited({ typeName }: DescMessage): boolean {
  return typeName.startsWith("ultramarket.") && typeName !== MoneySchema.typeName;
}
