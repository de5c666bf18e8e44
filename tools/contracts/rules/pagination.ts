import { type DescMessage, ScalarType } from "@bufbuild/protobuf";
import type { Rule } from "../rule.ts";

/** Lists and searches are read page by page, by key: page_size and page_token in, next_page_token out. */
export const pagination: Rule = function* ({ methods }) {
  for (const { method } of methods) {
    if (method.methodKind !== "unary" || !/^(List|Search)/.test(method.name)) continue;
    const { input, output } = method;
    if (!has(input, "page_size", ScalarType.INT32))
      yield { element: method, message: `lists: add "int32 page_size" to ${input.name}` };
    if (!has(input, "page_token", ScalarType.STRING))
      yield { element: method, message: `lists: add "string page_token" to ${input.name}` };
    if (!has(output, "next_page_token", ScalarType.STRING))
      yield { element: method, message: `lists: add "string next_page_token" to ${output.name}` };
    const offset = input.fields.find(({ name }) => name === "offset" || name === "page");
    if (offset) yield { element: offset, message: "counts rows to skip: replace it by page_token" };
  }
};

function has(message: DescMessage, name: string, scalar: ScalarType): boolean {
  return message.fields.some((field) => field.name === name && field.fieldKind === "scalar" && field.scalar === scalar);
}
