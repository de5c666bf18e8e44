import type { DescEnum, DescField, DescMessage } from "@bufbuild/protobuf";
import type { CommentOf } from "./comments.ts";
import type { JsonSchema } from "./json-schema.ts";
import { mayBeCookie, ownFields } from "./own-fields.ts";
import { isRequired, ruleKeywords } from "./rules.ts";
import { scalarSchema } from "./scalar.ts";
import { wellKnownSchema } from "./well-known.ts";

/** The schemas of one document: each message and enum once, by its full name. */
export interface Schemas {
  /** The schema of a field with its rules and its comment. */
  field(field: DescField): JsonSchema;
  /** The schema of a message; a reference, unless it is one of google.protobuf's. */
  message(message: DescMessage): JsonSchema;
  /** All that was referred to so far. */
  components(): Readonly<Record<string, JsonSchema>>;
}

/** `elsewhere`: fields that a body need not have, for the path has them. */
export function createSchemas(commentOf: CommentOf, elsewhere: ReadonlySet<DescField> = new Set()): Schemas {
  const components = new Map<string, JsonSchema>();

  const message = (desc: DescMessage): JsonSchema => {
    const wellKnown = wellKnownSchema(desc.typeName);
    if (wellKnown !== undefined) return wellKnown;
    if (!components.has(desc.typeName)) {
      components.set(desc.typeName, {});
      components.set(desc.typeName, objectSchema(desc));
    }
    return reference(desc.typeName);
  };

  const objectSchema = (desc: DescMessage): JsonSchema => {
    const required = ownFields(desc)
      .filter((member) => isRequired(member) && !mayBeCookie(member) && !elsewhere.has(member))
      .map(({ jsonName }) => jsonName);
    const oneofs = desc.oneofs.map(({ name, fields }) => [name, fields.map(({ jsonName }) => jsonName)] as const);
    return {
      type: "object",
      title: desc.name,
      ...described(commentOf(desc)),
      properties: Object.fromEntries(ownFields(desc).map((member) => [member.jsonName, field(member)])),
      ...(required.length > 0 ? { required } : {}),
      ...(oneofs.length > 0 ? { "x-oneofs": Object.fromEntries(oneofs) } : {}),
    };
  };

  const enumeration = (desc: DescEnum): JsonSchema => {
    if (desc.typeName === "google.protobuf.NullValue") return { type: "null" };
    const values = desc.values.map((value) => `- \`${value.name}\`: ${commentOf(value)}`);
    const description = [commentOf(desc), values.join("\n")].filter((part) => part !== "").join("\n\n");
    components.set(desc.typeName, {
      type: "string",
      title: desc.name,
      description,
      enum: desc.values.map(({ name }) => name),
    });
    return reference(desc.typeName);
  };

  const single = (type: Pick<DescField, "scalar" | "message" | "enum">): JsonSchema => {
    if (type.message !== undefined) return message(type.message);
    if (type.enum !== undefined) return enumeration(type.enum);
    return type.scalar === undefined ? {} : scalarSchema(type.scalar);
  };

  const field = (desc: DescField): JsonSchema => {
    const keywords = ruleKeywords(desc);
    const about = { ...described(commentOf(desc)), ...(desc.deprecated ? { deprecated: true as const } : {}) };
    switch (desc.fieldKind) {
      case "list":
        return { type: "array", ...about, ...keywords, items: { ...single(desc), ...keywords.items } };
      case "map": {
        const values = typeof keywords.additionalProperties === "object" ? keywords.additionalProperties : {};
        return { type: "object", ...about, ...keywords, additionalProperties: { ...single(desc), ...values } };
      }
      default:
        return { ...single(desc), ...about, ...keywords };
    }
  };

  return { field, message, components: () => Object.fromEntries([...components].toSorted(byName)) };
}

function reference(typeName: string): JsonSchema {
  return { $ref: `#/components/schemas/${typeName}` };
}

function described(description: string): JsonSchema {
  return description === "" ? {} : { description };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
