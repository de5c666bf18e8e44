import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { allMessages } from "../messages.ts";
import type { Rule } from "../rule.ts";

/** Points in time are google.protobuf.Timestamp fields, and these alone are named `*_time`. */
export const timeField: Rule = function* (contracts) {
  for (const field of allMessages(contracts).flatMap((message) => message.fields)) {
    const named = /_times?$/.test(field.name);
    const typed = field.message?.typeName === TimestampSchema.typeName;
    if (named && !typed) yield { element: field, message: "is named as a time: make it a google.protobuf.Timestamp" };
    if (typed && !named) yield { element: field, message: `is a time: name it "..._time"` };
  }
};
