import { errorToJsonBytes } from "@connectrpc/connect/protocol-connect";
import { setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import { refuse } from "#mesh/kernel";
import { toStatus } from "#mesh/rpc";
import { toConnectError } from "./connect-error.ts";
import { EdgeError } from "./edge-error.ts";
import type { EdgeRequest, EdgeResponse } from "./http.ts";

const rpcPath = /^\/\w+(?:\.\w+)+\/\w+$/;
const enveloped = /^application\/grpc(?:-web(?:-text)?)?(?:\+|;|$)/;
const connect = /^application\/(?:proto|connect\+\w+)(?:;|$)/;

/**
 * Answers, in its protocol, an RPC that is not there; false for what is none. Clients read
 * 404 as UNIMPLEMENTED; there are no details, for it is no refusal of a service.
 */
export function serveUnknown(path: string, { headers }: EdgeRequest, response: EdgeResponse): boolean {
  if (!rpcPath.test(path)) return false;
  const type = headers["content-type"] ?? "";
  const isEnveloped = enveloped.test(type);
  if (!isEnveloped && !connect.test(type) && headers["connect-protocol-version"] === undefined) return false;
  const { code, message } = toStatus(refuse("METHOD_UNKNOWN"));
  const error = toConnectError(new EdgeError({ code, message, details: [] }));
  response.statusCode = 404;
  response.setHeader("content-type", isEnveloped ? type : "application/json");
  if (!isEnveloped) {
    response.end(errorToJsonBytes(error, undefined));
    return true;
  }
  for (const [name, value] of setTrailerStatus(new Headers(), error)) response.setHeader(name, value);
  response.end();
  return true;
}
