import { timestampMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type Interceptor, type Transport } from "@connectrpc/connect";
import type { SignInResponse } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import type { Account } from "../um/start/accounts.ts";
import { signIn } from "./sign-in.ts";

/** Somebody who calls. */
export interface Caller {
  userId(): Promise<string>;
  /** Puts the access token on each call; a new one is fetched before it ends, and once if it is refused. */
  readonly interceptor: Interceptor;
}

const spareMs = 60_000;

/**
 * Signs in through the public door when it is first needed, and again when the token is near its end: once, however many
 * calls wait for it.
 */
export function signedInAs(open: Transport, account: Account): Caller {
  let session: Promise<SignInResponse> | undefined;
  const begin = async () => {
    try {
      return await signIn(open, account);
    } catch (error) {
      session = undefined;
      throw error;
    }
  };
  /** The one that replaces an old one, which others may have replaced already. */
  const after = (old?: Promise<SignInResponse>) => {
    if (session === undefined || session === old) session = begin();
    return session;
  };
  const current = async () => {
    const found = session ?? after();
    const used = endsSoon(await found) ? after(found) : found;
    return { used, ...(await used) };
  };
  const interceptor: Interceptor = (next) => async (request) => {
    const { used, accessToken } = await current();
    request.header.set("authorization", `Bearer ${accessToken}`);
    try {
      return await next(request);
    } catch (error) {
      if (ConnectError.from(error).code !== Code.Unauthenticated) throw error;
      const fresh = await after(used);
      request.header.set("authorization", `Bearer ${fresh.accessToken}`);
      return next(request);
    }
  };
  return { userId: async () => (await current()).userId, interceptor };
}

function endsSoon({ expireTime }: SignInResponse): boolean {
  return expireTime !== undefined && timestampMs(expireTime) - Date.now() < spareMs;
}
