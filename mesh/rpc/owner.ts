import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { type Caller, holds, notFound } from "#mesh/kernel";

/** Who may see an answer that belongs to someone. */
export interface Owner {
  /** Ids of all owners the answer names; an owner that is left out counts as "". */
  readonly ids: (response: unknown) => readonly string[];
  /** The permission whose holders see every answer; "" stands for none. */
  readonly override: string;
}

/** Refuses with RESOURCE_NOT_FOUND unless all of the answer belongs to the caller's user, or they hold the override. */
export function checkOwner(owner: Owner, caller: Caller, response: unknown): void {
  if (owner.override !== "" && holds(caller, owner.override)) return;
  const userId = caller.user?.userId;
  if (userId === undefined || userId === "") throw notFound();
  for (const id of owner.ids(response)) if (id !== userId) throw notFound();
}

/** Undefined if the path, in proto spelling, does not lead to a text field of the message. */
export function compileOwner(message: DescMessage, path: string, override: string): Owner | undefined {
  const read = compilePath(message, path.split("."));
  if (read === undefined) return undefined;
  const ids = (response: unknown) => {
    const found: string[] = [];
    read(response, found);
    return found;
  };
  return { ids, override };
}

type Reader = (value: unknown, found: string[]) => void;

function compilePath(message: DescMessage, [name, ...rest]: readonly string[]): Reader | undefined {
  const field = message.fields.find((candidate) => candidate.name === name);
  if (field === undefined) return undefined;
  const read = rest.length === 0 ? compileText(field) : compileMessage(field, rest);
  if (read === undefined) return undefined;
  const get = getter(field);
  if (field.fieldKind !== "list") return (value, found) => read(get(value), found);
  return (value, found) => {
    const items = get(value);
    if (Array.isArray(items)) for (const item of items) read(item, found);
  };
}

function compileText(field: DescField): Reader | undefined {
  const isText = (field.fieldKind === "scalar" || field.fieldKind === "list") && field.scalar === ScalarType.STRING;
  return isText ? (value, found) => found.push(typeof value === "string" ? value : "") : undefined;
}

function compileMessage(field: DescField, rest: readonly string[]): Reader | undefined {
  const isMessage = field.fieldKind === "message" || field.fieldKind === "list";
  return isMessage && field.message !== undefined ? compilePath(field.message, rest) : undefined;
}

/** Reads a field of the plain objects services answer with; members of a oneof are `{ $case, [case] }` there. */
function getter(field: DescField): (value: unknown) => unknown {
  const name = field.localName;
  const oneof = field.oneof?.localName;
  return oneof === undefined ? (value) => property(value, name) : (value) => property(property(value, oneof), name);
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
