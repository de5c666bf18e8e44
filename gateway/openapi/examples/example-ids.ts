import { createHash } from "node:crypto";
import type { DescField, DescFile, DescMessage } from "@bufbuild/protobuf";
import { idFromUuid } from "#mesh/kernel";
import type { CommentOf } from "../comments.ts";
import { ruleKeywords } from "../rules.ts";

/** The id that examples show in fields of a name, such as "productId"; also for "parentCategoryId" and "productIds". */
export type IdOfName = (jsonName: string) => string | undefined;

/** Finds by rules and comments which fields hold typed ids; one kind of thing has one id in all examples. */
export function readIds(files: readonly DescFile[], commentOf: CommentOf): IdOfName {
  const prefixes = new Map<string, string>();
  const read = (message: DescMessage): void => {
    for (const field of message.fields) {
      const prefix = prefixOf(field, commentOf);
      if (prefix !== undefined) prefixes.set(singular(field.jsonName), prefix);
    }
    message.nestedMessages.forEach(read);
  };
  for (const file of files) file.messages.forEach(read);
  return (jsonName) => {
    const name = singular(jsonName);
    const own = prefixes.get(name) ?? prefixes.get(lastWords(name));
    return own === undefined ? undefined : idFromUuid(own, exampleUuid(own));
  };
}

function prefixOf(field: DescField, commentOf: CommentOf): string | undefined {
  const { pattern, items } = ruleKeywords(field);
  const [, ruled] = /([a-z]+)_\[0-7\]/.exec(pattern ?? items?.pattern ?? "") ?? [];
  const [, said] = /"([a-z]+)_" and 26 characters/.exec(commentOf(field)) ?? [];
  return ruled ?? said;
}

function singular(jsonName: string): string {
  return jsonName.replace(/Ids$/, "Id");
}

/** "parentCategoryId" is some "categoryId". */
function lastWords(jsonName: string): string {
  const rest = jsonName.replace(/^[a-z0-9]+/, "");
  return rest.slice(0, 1).toLowerCase() + rest.slice(1);
}

/** A UUID of version 7 that is always the same for a prefix. */
function exampleUuid(prefix: string): string {
  const random = createHash("sha256").update(prefix).digest("hex");
  const time = Date.UTC(2026, 2, 2, 9, 15).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-a${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
