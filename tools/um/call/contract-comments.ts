import { readFile } from "node:fs/promises";
import { createFileRegistry, type DescEnumValue, type DescField, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { readComments } from "../../../gateway/openapi/comments.ts";

const documented = new URL("../../../gen/documented.binpb", import.meta.url);

/** Finds what the project's contracts say of an element by its full name; "" for what they do not have. */
export type CommentOfName = (name: string) => string;

/** Reads the comments of the project's own contracts, which reflection leaves out. */
export async function readContractComments(): Promise<CommentOfName> {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, await readFile(documented)));
  const commentOf = readComments([...registry.files]);
  return (name) => {
    const type = registry.get(name);
    if (type !== undefined) return commentOf(type);
    const dot = name.lastIndexOf(".");
    const parent = registry.get(name.slice(0, Math.max(dot, 0)));
    const members = parent === undefined ? [] : membersOf(parent);
    const member = members.find((found) => found.name === name.slice(dot + 1));
    return member === undefined ? "" : commentOf(member);
  };
}

type Type = NonNullable<ReturnType<ReturnType<typeof createFileRegistry>["get"]>>;

function membersOf(
  type: Type,
): readonly (DescField | DescEnumValue | Extract<Type, { kind: "service" }>["methods"][number])[] {
  if (type.kind === "service") return type.methods;
  if (type.kind === "message") return type.fields;
  return type.kind === "enum" ? type.values : [];
}
