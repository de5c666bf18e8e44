import type { DescEnum } from "@bufbuild/protobuf";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import type { ErrorKind } from "#mesh/kernel";
import type { Contracts, Method } from "#mesh/rpc";
import { httpStatusOf } from "../transcoder/mod.ts";
import type { CommentOf } from "./comments.ts";

/** One reason a call is refused for. */
export interface Reason {
  /** ErrorInfo's `reason`, such as "SKU_TAKEN". */
  readonly name: string;
  readonly kind: ErrorKind;
  readonly httpStatus: number;
  /** When it happens. */
  readonly meaning: string;
}

/** What any call can meet, though its comment does not say so. */
const always = ["INVALID_REQUEST", "TOKEN_INVALID", "SERVICE_UNAVAILABLE", "DEADLINE_PASSED", "INTERNAL_FAILURE"];

/** Tells the reasons of a method: those its comment names, those of its access rule, those of every call. */
export function readReasons(contracts: Contracts, commentOf: CommentOf): (method: Method) => readonly Reason[] {
  const enums = contracts.files.flatMap(({ enums }) => enums).filter(({ name }) => name.endsWith("ErrorReason"));
  const byPackage = Map.groupBy(enums, ({ file }) => file.proto.package);
  return (method) => {
    const own = byPackage.get(method.desc.parent.file.proto.package) ?? [];
    const common = byPackage.get("ultramarket.common.v1") ?? [];
    const known = new Map([...common, ...own].flatMap((desc) => reasonsOf(desc, commentOf)).map((r) => [r.name, r]));
    const named = commentOf(method.desc).match(/\b[A-Z][A-Z0-9_]{3,}\b/g) ?? [];
    const wanted = new Set([...always, ...ofAccess(method), ...named]);
    return [...wanted].flatMap((name) => known.get(name) ?? []);
  };
}

function ofAccess({ access, owner }: Method): readonly string[] {
  const signedIn = access.case === "public" ? [] : ["SIGN_IN_REQUIRED"];
  const permission = access.case === "permission" ? ["PERMISSION_MISSING"] : [];
  return [...signedIn, ...permission, ...(owner === undefined ? [] : ["RESOURCE_NOT_FOUND"])];
}

/** The comment of a reason starts with its code: "ALREADY_EXISTS: another variant holds the SKU". */
function reasonsOf(desc: DescEnum, commentOf: CommentOf): Reason[] {
  return desc.values.flatMap((value) => {
    const [, kind, meaning] = /^([A-Z_]+): (.*)$/s.exec(commentOf(value)) ?? [];
    if (meaning === undefined || !isKind(kind)) return [];
    const name = value.name.slice((desc.sharedPrefix ?? "").length).toUpperCase();
    return [{ name, kind, httpStatus: httpStatusOf(Code[kind]), meaning }];
  });
}

function isKind(text: string | undefined): text is ErrorKind {
  return text !== undefined && Object.hasOwn(Code, text);
}
