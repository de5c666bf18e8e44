import type { DescEnum, DescExtension, DescField, DescFile, DescMessage, DescOneof } from "@bufbuild/protobuf";
import { FieldDescriptorProto_Label as Label, FieldDescriptorProto_Type as Type } from "@bufbuild/protobuf/wkt";

/**
 * The source text of a proto2 or proto3 file: enough of it (imports, messages, enums, extensions) for a compiler to
 * resolve names and options against. Comments and the file's own custom options are left out.
 */
export function printProto(file: DescFile): string {
  return [
    `syntax = "${file.proto.syntax || "proto2"}";`,
    `package ${file.proto.package};`,
    ...file.proto.dependency.map((path) => `import "${path}";`),
    ...file.messages.flatMap(printMessage),
    ...file.enums.flatMap(printEnum),
    ...file.extensions.flatMap(printExtension),
    "",
  ].join("\n");
}

function printMessage(message: DescMessage): string[] {
  return block(`message ${message.name}`, [
    ...message.nestedMessages.filter((nested) => !nested.proto.options?.mapEntry).flatMap(printMessage),
    ...message.nestedEnums.flatMap(printEnum),
    ...message.members.flatMap(printMember),
    ...message.proto.extensionRange.map(
      ({ start, end }) => `extensions ${start} to ${end > 0x1fffffff ? "max" : end - 1};`,
    ),
    ...message.nestedExtensions.flatMap(printExtension),
  ]);
}

function printMember(member: DescField | DescOneof): string[] {
  if (member.kind === "field") return [printField(member)];
  return block(`oneof ${member.name}`, member.fields.map(printField));
}

function printEnum({ name, values, proto }: DescEnum): string[] {
  const alias = proto.options?.allowAlias ? ["option allow_alias = true;"] : [];
  return block(`enum ${name}`, [...alias, ...values.map((value) => `${value.name} = ${value.number};`)]);
}

function printExtension(extension: DescExtension): string[] {
  return block(`extend ${extension.proto.extendee}`, [
    `${label(extension)}${typeName(extension)} ${printTag(extension)}`,
  ]);
}

function printField(field: DescField): string {
  if (field.fieldKind !== "map") return `${label(field)}${typeName(field)} ${printTag(field)}`;
  const [key, value] =
    field.message?.fields ??
    field.parent.nestedMessages.find((m) => `.${m.typeName}` === field.proto.typeName)?.fields ??
    [];
  if (!key || !value) throw new Error(`${field}: a map without key and value`);
  return `map<${typeName(key)}, ${typeName(value)}> ${printTag(field)}`;
}

function printTag({ name, number }: DescField | DescExtension): string {
  return `${name.split(".").at(-1)} = ${number};`;
}

function label(field: DescField | DescExtension): string {
  if (field.proto.label === Label.REPEATED) return "repeated ";
  if (field.oneof) return "";
  if (field.proto.label === Label.REQUIRED) return "required ";
  const file = field.kind === "extension" ? field.file : field.parent.file;
  return field.proto.proto3Optional || file.proto.syntax !== "proto3" ? "optional " : "";
}

function typeName({ proto }: DescField | DescExtension): string {
  return proto.typeName || (Type[proto.type] ?? "").toLowerCase();
}

function block(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...lines.map((line) => `  ${line}`), "}"];
}
