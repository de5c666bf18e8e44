import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import { type Method, RpcError } from "#mesh/rpc";
import type { EdgeCall } from "../edge/edge-call.ts";
import type { Invoke } from "../edge/invoke.ts";
import { isTokenInvalid } from "../edge/is-token-invalid.ts";
import type { BrowserRequest } from "./browser-request.ts";
import type { CookieToken } from "./cookie-token.ts";
import type { CredentialFields } from "./credential-fields.ts";
import { csrfTokenOf } from "./guard.ts";
import type { Sessions } from "./sessions.ts";

/**
 * The same calls; where a browser keeps its session in cookies, refresh tokens in requests come from them, and tokens in
 * answers go into them instead. All others pass byte for byte.
 */
export function keepSessions(invoke: Invoke, sessions: Sessions): Invoke {
  const { jar } = sessions;
  const forgetRefused = (error: unknown, call: EdgeCall, cookie: CookieToken | undefined) => {
    if (cookie?.kind === "refreshToken" && isUnauthenticated(error)) setCookies(call, jar.forget());
    if (cookie?.kind === "accessToken" && isTokenInvalid(error)) setCookies(call, jar.forgetAccess());
  };
  async function* streamWith(cookie: CookieToken, ...[method, requests, call]: Parameters<Invoke["stream"]>) {
    try {
      yield* invoke.stream(method, requests, { ...call, cookie });
    } catch (error) {
      forgetRefused(error, call, cookie);
      throw error;
    }
  }
  const unaryOf = async ({ wantsCookies }: BrowserRequest, method: Method, request: Uint8Array, call: EdgeCall) => {
    const fields = sessions.fieldsOf(method);
    const { message, cookie } = withRefreshToken(method, request, fields, sessions.shownBy(method, call));
    const answer = await invoke.unary(method, message, { ...call, cookie }).catch((error) => {
      forgetRefused(error, call, cookie);
      throw error;
    });
    if (cookie !== undefined && method.policy.endsSession) setCookies(call, jar.forget());
    if (fields?.tells === undefined || !(wantsCookies || cookie !== undefined)) return answer;
    return withoutTokens(method, answer, fields.tells, (tokens, ages) => {
      setCookies(call, jar.keep(tokens, ages));
      call.visitor.setHeader("X-CSRF-Token", csrfTokenOf(tokens));
    });
  };
  return {
    stream(method, requests, call) {
      const cookie = sessions.shownBy(method, call);
      if (cookie === undefined) return invoke.stream(method, requests, call);
      return streamWith(cookie, method, requests, call);
    },
    unary(method, request, call) {
      if (call.browser === undefined) return invoke.unary(method, request, call);
      return unaryOf(call.browser, method, request, call);
    },
  };
}

/** A request that has no refresh token of its own, with that of the cookie; with its own the cookie does not count. */
function withRefreshToken(
  { desc }: Method,
  request: Uint8Array,
  fields: CredentialFields | undefined,
  cookie: CookieToken | undefined,
): { readonly message: Uint8Array; readonly cookie: CookieToken | undefined } {
  if (fields?.asks === undefined || cookie === undefined) return { message: request, cookie };
  const message = reflect(desc.input, fromBinary(desc.input, request));
  if (message.get(fields.asks) !== "") return { message: request, cookie: undefined };
  message.set(fields.asks, cookie.token);
  return { message: toBinary(desc.input, message.message), cookie };
}

type Keep = (...given: Parameters<Sessions["jar"]["keep"]>) => void;

/** The answer without its tokens, which are kept. */
function withoutTokens(
  { desc }: Method,
  answer: Uint8Array,
  { access, refresh }: NonNullable<CredentialFields["tells"]>,
  keep: Keep,
): Uint8Array {
  const message = reflect(desc.output, fromBinary(desc.output, answer));
  const take = (from: ReflectMessage, { field }: typeof access) => {
    const token = String(from.get(field));
    from.clear(field);
    return token;
  };
  const tokens = { accessToken: take(message, access), refreshToken: take(message, refresh) };
  keep(tokens, { access: access.maxAgeSeconds, refresh: refresh.maxAgeSeconds });
  return toBinary(desc.output, message.message);
}

function setCookies({ visitor }: EdgeCall, cookies: readonly string[]): void {
  visitor.setHeader("Set-Cookie", cookies);
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof RpcError && error.code === Code.UNAUTHENTICATED;
}
