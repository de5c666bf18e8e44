import { type DescField, type DescFile, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { commentOf, page, table } from "./markdown.ts";

const about =
  "Every event the services publish. Each travels in `ultramarket.common.v1.EventEnvelope`, at least once and in order for each key.";

/** docs/events.md: the messages of every `*_events.proto`. */
export function eventsPage(files: readonly DescFile[]): string {
  const sections = files
    .filter((file) => file.proto.package.startsWith("ultramarket.") && file.name.endsWith("_events"))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .flatMap((file) => file.messages.map((event) => section(file, event)));
  return page("Events", about, sections);
}

function section(file: DescFile, event: DescMessage): string {
  const [, meaning = "", key = ""] = /^(.*?) Key: (.*)\.$/.exec(commentOf(event)) ?? [];
  const fields = event.fields.map((field) => [`\`${field.name}\``, typeOf(field), commentOf(field)]);
  return [
    `## ${subjectOf(file, event)}`,
    `${meaning} Message \`${event.typeName}\`; key: ${key}.`,
    table(["Field", "Type", "Meaning"], fields),
  ].join("\n\n");
}

/** "product.v1.product_created" for ultramarket.product.v1.ProductCreated. */
function subjectOf(file: DescFile, event: DescMessage): string {
  const name = event.name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, "_$&").toLowerCase();
  return [...file.proto.package.split(".").slice(1), name].join(".");
}

function typeOf(field: DescField): string {
  if (field.fieldKind === "map") return "map";
  const name = field.message?.typeName ?? field.enum?.typeName ?? ScalarType[field.scalar ?? 0]?.toLowerCase() ?? "";
  return field.fieldKind === "list" ? `repeated ${name}` : name;
}
