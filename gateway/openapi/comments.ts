import type { AnyDesc, DescEnum, DescFile, DescMessage } from "@bufbuild/protobuf";

/** Finds the comment before an element of a contract; "" if it has none. */
export type CommentOf = (desc: AnyDesc) => string;

/** Reads the comments of files that were built with source info. */
export function readComments(files: readonly DescFile[]): CommentOf {
  const comments = new Map<AnyDesc, string>();
  for (const file of files) readFile(file, comments);
  return (desc) => comments.get(desc) ?? "";
}

/** Field numbers of descriptor.proto, of which the paths of comments are made. */
const inFile = { message: 4, enum: 5, service: 6 };
const inMessage = { field: 2, message: 3, enum: 4, oneof: 8 };
const ofEnumValue = 2;
const ofMethod = 2;

type Path = readonly number[];

function readFile(file: DescFile, comments: Map<AnyDesc, string>): void {
  const located = new Map(
    file.proto.sourceCodeInfo?.location.map(({ path, leadingComments }) => [path.join(), leadingComments]),
  );
  const add = (desc: AnyDesc, path: Path) => {
    const text = located.get(path.join());
    if (text !== undefined && text !== "") comments.set(desc, flowing(text));
  };
  const addEnum = (desc: DescEnum, path: Path) => {
    add(desc, path);
    for (const [index, value] of desc.values.entries()) add(value, [...path, ofEnumValue, index]);
  };
  const addMessage = (desc: DescMessage, path: Path) => {
    add(desc, path);
    for (const [index, field] of desc.fields.entries()) add(field, [...path, inMessage.field, index]);
    for (const [index, oneof] of desc.oneofs.entries()) add(oneof, [...path, inMessage.oneof, index]);
    for (const [index, inner] of desc.nestedEnums.entries()) addEnum(inner, [...path, inMessage.enum, index]);
    for (const inner of desc.nestedMessages) {
      const index = desc.proto.nestedType.indexOf(inner.proto);
      addMessage(inner, [...path, inMessage.message, index]);
    }
  };
  for (const [index, desc] of file.messages.entries()) addMessage(desc, [inFile.message, index]);
  for (const [index, desc] of file.enums.entries()) addEnum(desc, [inFile.enum, index]);
  for (const [index, service] of file.services.entries()) {
    add(service, [inFile.service, index]);
    for (const [at, method] of service.methods.entries()) add(method, [inFile.service, index, ofMethod, at]);
  }
}

/** Joins the lines of a paragraph; an empty line starts a new one. */
function flowing(comment: string): string {
  const paragraphs = comment.split(/\n\s*\n/);
  return paragraphs.map((paragraph) => paragraph.replace(/\s+/g, " ").trim()).join("\n\n");
}
