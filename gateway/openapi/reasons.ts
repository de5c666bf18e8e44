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
  /** ErrorInfo's `domain`, such as "product.ultramarket". */
  readonly domain: string;
  readonly kind: ErrorKind;
  readonly httpStatus: number;
  /** When it happens. */
  readonly meaning: string;
}

/** What any call can meet, though its comment does not say so. */
const always = [
  "INVALID_REQUEST",
  "TOKEN_INVALID",
  "API_KEY_INVALID",
  "RATE_LIMITED",
  "SERVER_OVERLOADED",
  "SERVICE_UNAVAILABLE",
  "DEADLINE_PASSED",
  "INTERNAL_FAILURE",
];

/** What a request can be refused for that has a field of this name. */
const ofFields: Readonly<Record<string, string>> = {
  request_id: "REQUEST_ID_REUSED",
  page_token: "PAGE_TOKEN_INVALID",
  etag: "ETAG_MISMATCH",
};

const commonPackage = "ultramarket.common.v1";

/** Tells the reasons of a method: those its comment names, those of its access rule and fields, those of every call. */
export function readReasons(contracts: Contracts, commentOf: CommentOf): (method: Method) => readonly Reason[] {
  const enums = contracts.files.flatMap(({ enums }) => enums).filter(({ name }) => name.endsWith("ErrorReason"));
  const all = enums.flatMap((desc) => reasonsOf(desc, commentOf).map((reason) => ({ reason, desc })));
  const byPackage = Map.groupBy(all, ({ desc }) => desc.file.proto.package);
  return (method) => {
    const own = byPackage.get(method.desc.parent.file.proto.package) ?? [];
    const common = byPackage.get(commonPackage) ?? [];
    const known = new Map([...common, ...own].map(({ reason }) => [reason.name, reason]));
    const named = commentOf(method.desc).match(/\b[A-Z][A-Z0-9_]{3,}\b/g) ?? [];
    const wanted = new Set([...always, ...ofWrite(method), ...ofAccess(method), ...ofRequest(method), ...named]);
    return [...wanted].flatMap((name) => known.get(name) ?? []);
  };
}

function ofAccess({ access, owner }: Method): readonly string[] {
  const signedIn = access.case === "public" ? [] : ["SIGN_IN_REQUIRED"];
  const permission = access.case === "permission" ? ["PERMISSION_MISSING"] : [];
  return [...signedIn, ...permission, ...(owner === undefined ? [] : ["RESOURCE_NOT_FOUND"])];
}

function ofRequest({ desc }: Method): readonly string[] {
  return desc.input.fields.flatMap(({ name }) => ofFields[name] ?? []);
}

/** What calls that change something are refused for before they begin. */
function ofWrite({ kind }: Method): readonly string[] {
  return kind === "safe" ? [] : ["MESSAGE_TOO_LARGE", "CSRF_TOKEN_WRONG", "ORIGIN_NOT_ALLOWED"];
}

/** The comment of a reason starts with its code: "ALREADY_EXISTS: another variant holds the SKU". */
function reasonsOf(desc: DescEnum, commentOf: CommentOf): Reason[] {
  const owner = desc.file.proto.package;
  const domain = owner === commonPackage ? "ultramarket" : `${owner.split(".")[1]}.ultramarket`;
  return desc.values.flatMap((value) => {
    const [, kind, meaning] = /^([A-Z_]+): (.*)$/s.exec(commentOf(value)) ?? [];
    if (meaning === undefined || !isKind(kind)) return [];
    const name = value.name.slice((desc.sharedPrefix ?? "").length).toUpperCase();
    return [{ name, domain, kind, meaning, httpStatus: statusOf(name, kind) }];
  });
}

/** By REST a body too large has a status of its own. */
function statusOf(name: string, kind: ErrorKind): number {
  return name === "MESSAGE_TOO_LARGE" ? 413 : httpStatusOf(Code[kind]);
}

function isKind(text: string | undefined): text is ErrorKind {
  return text !== undefined && Object.hasOwn(Code, text);
}
