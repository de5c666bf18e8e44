import { commentOf } from "../../gen/catalogues/markdown.ts";
import type { Rule } from "../rule.ts";

const kinds =
  /^(CANCELLED|UNKNOWN|INVALID_ARGUMENT|DEADLINE_EXCEEDED|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS|UNAUTHENTICATED): \S/;

/** The comment of an error reason starts with its canonical code, such as "NOT_FOUND: ..."; docs/errors.md shows both. */
export const errorReason: Rule = function* ({ files }) {
  const catalogues = files.filter((file) => file.name.endsWith("errors")).flatMap((file) => file.enums);
  for (const value of catalogues.flatMap((catalogue) => catalogue.values))
    if (value.number !== 0 && !kinds.test(commentOf(value)))
      yield {
        element: value,
        message: `says not which status it comes with: start its comment with "NOT_FOUND: " or another code`,
      };
};
