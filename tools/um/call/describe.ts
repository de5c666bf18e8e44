import {
  type DescEnum,
  type DescField,
  type DescMessage,
  type DescMethod,
  type DescService,
  getOption,
  ScalarType,
} from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { policy } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { type CommentOfName, readContractComments } from "./contract-comments.ts";
import { exampleRequest } from "./example-request.ts";
import { findMethod, shortPath } from "./find-method.ts";
import { signatureOf } from "./list-methods.ts";
import type { Reflection } from "./reflection.ts";
import { isNameOf } from "./service-names.ts";
import { UsageError } from "./usage-error.ts";

type Described = DescService | DescMethod | DescMessage | DescEnum;

/** Prints what a service, method, message or enum is: what it says of itself, its members, and an example request. */
export async function describe(reflection: Reflection, name: string, print: (text: string) => void): Promise<void> {
  const found = await find(reflection, name);
  const commentOf = await readContractComments();
  print(linesOf(found, commentOf).join("\n"));
}

async function find(reflection: Reflection, name: string): Promise<Described> {
  const services = (await reflection.serviceNames()).filter((known) => isNameOf(known, name));
  const [service] = services;
  if (services.length === 1 && service !== undefined) {
    const known = (await reflection.describe([service])).getService(service);
    if (known !== undefined) return known;
  }
  return (await findType(reflection, name)) ?? (await findMethod(reflection, name)).method;
}

/** A message or enum by its full name or its last part; undefined if there is none. */
async function findType(reflection: Reflection, name: string): Promise<DescMessage | DescEnum | undefined> {
  const registry = await reflection.describe(await reflection.serviceNames());
  const types = [...registry].filter((type) => type.kind === "message" || type.kind === "enum");
  const exact = types.filter(({ typeName }) => typeName === name);
  const [only, ...others] = exact.length > 0 ? exact : types.filter(({ typeName }) => typeName.endsWith(`.${name}`));
  if (others.length === 0) return only;
  const names = [only, ...others].map((type) => type?.typeName);
  throw new UsageError(`"${name}" may be ${names.join(" or ")}; say which`);
}

function linesOf(found: Described, commentOf: CommentOfName): readonly string[] {
  switch (found.kind) {
    case "service":
      return [
        ...heading(found.typeName, commentOf),
        ...found.methods.flatMap((method) => [
          "",
          `${method.name} ${signatureOf(method)}`,
          ...comment(commentOf(fullName(method)), "  "),
        ]),
      ];
    case "rpc":
      return methodLines(found, commentOf);
    case "message":
      return [...heading(found.typeName, commentOf), "", ...fieldLines(found, commentOf)];
    case "enum":
      return [
        ...heading(found.typeName, commentOf),
        ...found.values.flatMap(({ name, number }) => [
          "",
          `${name} = ${number}`,
          ...comment(commentOf(`${found.typeName}.${name}`), "  "),
        ]),
      ];
  }
}

function methodLines(method: DescMethod, commentOf: CommentOfName): readonly string[] {
  const { input, output } = method;
  return [
    `${method.parent.typeName}/${method.name} ${signatureOf(method)}`,
    ...comment(commentOf(fullName(method)), ""),
    ...rulesOf(method),
    "",
    `${input.typeName}:`,
    ...fieldLines(input, commentOf),
    "",
    `${output.typeName}:`,
    ...fieldLines(output, commentOf),
    "",
    `Example:  um call ${shortPath(method)} '${JSON.stringify(exampleRequest(input))}'`,
  ];
}

function rulesOf(method: DescMethod): readonly string[] {
  const rule = getOption(method, policy).access?.rule;
  const kind = method.idempotency;
  const access = {
    public: "everyone may call it",
    signedIn: "for those who are signed in, guests too",
    internal: "internal",
  };
  return [
    ...(rule?.case === "permission" ? [`needs the permission ${rule.value}`] : []),
    ...(rule?.case !== undefined && rule.case !== "permission" ? [access[rule.case]] : []),
    ...(kind === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS ? ["changes nothing"] : []),
    ...(kind === MethodOptions_IdempotencyLevel.IDEMPOTENT ? ["safe to repeat under the same request_id"] : []),
  ].map((line) => `- ${line}`);
}

function fieldLines(message: DescMessage, commentOf: CommentOfName): readonly string[] {
  if (message.fields.length === 0) return ["  (no fields)"];
  return message.fields.flatMap((field) => [
    `  ${field.jsonName}  ${typeOf(field)}${field.oneof === undefined ? "" : `, one of ${field.oneof.name}`}`,
    ...comment(commentOf(`${message.typeName}.${field.name}`), "      "),
  ]);
}

function typeOf(field: DescField): string {
  const element =
    field.message?.typeName ?? field.enum?.typeName ?? ScalarType[field.scalar ?? ScalarType.STRING].toLowerCase();
  if (field.fieldKind === "map") return `map of ${ScalarType[field.mapKey].toLowerCase()} to ${element}`;
  return field.fieldKind === "list" ? `list of ${element}` : element;
}

function fullName({ parent, name }: DescMethod): string {
  return `${parent.typeName}.${name}`;
}

function heading(name: string, commentOf: CommentOfName): readonly string[] {
  return [name, ...comment(commentOf(name), "")];
}

const widest = 100;

/** The comment in lines of a readable width. */
function comment(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < widest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines;
}
