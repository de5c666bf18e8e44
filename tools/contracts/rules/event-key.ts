import { commentOf } from "../../gen/catalogues/markdown.ts";
import type { Rule } from "../rule.ts";

/** An event says what it is ordered by: its comment ends "Key: <the aggregate's id>."; docs/events.md shows it. */
export const eventKey: Rule = function* ({ files }) {
  for (const event of files.filter((file) => file.name.endsWith("_events")).flatMap((file) => file.messages))
    if (!/ Key: .+\.$/.test(commentOf(event)))
      yield { element: event, message: `says not what it is ordered by: end its comment with "Key: its ... id."` };
};
