import { type DescField, getOption } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import { http } from "#gen/es/google/api/annotations_pb.js";
import { CredentialKind, credential } from "#gen/es/ultramarket/options/v1/options_pb.js";
import type { Method } from "#mesh/rpc";

/** A field of an answer with a token, and how long that is good. */
export interface TokenField {
  readonly field: DescField;
  readonly maxAgeSeconds: number;
}

/** The fields of a method's messages that prove who somebody is, as its contract marks them. */
export interface CredentialFields {
  /** Where the request has a refresh token. */
  readonly asks: DescField | undefined;
  /** Where the answer has the tokens of a session. */
  readonly tells: { readonly access: TokenField; readonly refresh: TokenField } | undefined;
}

/** Undefined for a method without such fields. Throws an Error that names the method if they are none that can be kept in cookies. */
export function credentialFieldsOf({ desc }: Method): CredentialFields | undefined {
  const asks = fieldOf(desc.input.fields, CredentialKind.REFRESH_TOKEN);
  const access = fieldOf(desc.output.fields, CredentialKind.ACCESS_TOKEN);
  const refresh = fieldOf(desc.output.fields, CredentialKind.REFRESH_TOKEN);
  if (asks === undefined && access === undefined && refresh === undefined) return undefined;
  const isSession = (access === undefined) === (refresh === undefined);
  if (desc.methodKind !== "unary" || !isSession) throw new Error(`${desc} has credentials that fit into no cookies`);
  const tells = access && refresh && { access: tokenField(access), refresh: tokenField(refresh) };
  return { asks, tells };
}

/** The paths under which a method is called, by all protocols. Throws if one of them is no fixed path. */
export function pathsOf({ path, desc }: Method): readonly string[] {
  const rule = getOption(desc, http);
  const patterns = [rule, ...rule.additionalBindings].flatMap(({ pattern }) =>
    typeof pattern.value === "string" ? [pattern.value] : [],
  );
  const loose = patterns.find((pattern) => /[{*]/.test(pattern));
  if (loose !== undefined) throw new Error(`${desc} takes a credential at ${loose}, for which there is no cookie path`);
  return [path, ...patterns];
}

function fieldOf(fields: readonly DescField[], kind: CredentialKind): DescField | undefined {
  return fields.find((field) => getOption(field, credential)?.kind === kind);
}

function tokenField(field: DescField): TokenField {
  const { maxAge } = getOption(field, credential);
  return { field, maxAgeSeconds: maxAge === undefined ? 0 : Math.floor(durationMs(maxAge) / 1000) };
}
