import { timestampMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient, type Interceptor, type Transport } from "@connectrpc/connect";
import { AuthService, type SignInResponse } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import type { Account } from "../um/start/accounts.ts";

/** Somebody who calls. */
export interface Caller {
  userId(): Promise<string>;
  /** Puts the access token on each call; a new one is fetched before it ends, and once if it is refused. */
  readonly interceptor: Interceptor;
}

const spareMs = 60_000;

/** Signs in through the public door when it is first needed, and again when the token is near its end. */
export function signedInAs(open: Transport, account: Account): Caller {
  const { signIn } = createClient(AuthService, open);
  let session: Promise<SignInResponse> | undefined;
  const signInAnew = () => {
    session = signIn(account).catch((error) => {
      session = undefined;
      throw error;
    });
    return session;
  };
  const current = async () => {
    const found = await (session ?? signInAnew());
    return endsSoon(found) ? signInAnew() : found;
  };
  const interceptor: Interceptor = (next) => async (request) => {
    const used = await current();
    request.header.set("authorization", `Bearer ${used.accessToken}`);
    try {
      return await next(request);
    } catch (error) {
      if (ConnectError.from(error).code !== Code.Unauthenticated) throw error;
      const fresh = (await current()) === used ? await signInAnew() : await current();
      request.header.set("authorization", `Bearer ${fresh.accessToken}`);
      return next(request);
    }
  };
  return { userId: async () => (await current()).userId, interceptor };
}

function endsSoon({ expireTime }: SignInResponse): boolean {
  return expireTime !== undefined && timestampMs(expireTime) - Date.now() < spareMs;
}
