import type { Method } from "#mesh/rpc";
import type { Identify } from "../keys/identify.ts";
import type { Identity, LimitCalls } from "../limits/limit-calls.ts";
import type { Sessions } from "../session/sessions.ts";
import type { CallScope } from "./call-scope.ts";
import type { EdgeCall } from "./edge-call.ts";

/** Lets a call in with the access token it travels on with, or rejects with what speaks against it. */
export type Admit = (method: Method, call: EdgeCall, scope: CallScope) => Promise<string | undefined>;

export interface AdmitOptions {
  readonly identify: Identify;
  readonly limit: LimitCalls;
  /** The method whose rate counts, by address, how often somebody has to be asked about an API key. */
  readonly keyMethod?: Method | undefined;
  readonly sessions: Pick<Sessions, "guard">;
}

/**
 * What a call shows must be valid, wanted or not; the service behind verifies the token again. The call counts for its
 * user, and for the address if there is none, or what is shown is no good: guessing has its limit too.
 */
export function createAdmit({ identify, limit, keyMethod, sessions }: AdmitOptions): Admit {
  return async (method, call, scope) => {
    const { visitor, browser, cookie } = call;
    const count = async (identity?: Identity) => {
      const counted = limit(method, visitor, identity);
      if (counted !== undefined) await scope.race(counted);
    };
    const beforeAsking = async () => (keyMethod === undefined ? undefined : limit(keyMethod, visitor));
    const refused = async (refusal: unknown) => {
      await count();
      throw refusal;
    };
    const token = shownBy(call);
    const shown = token === undefined ? undefined : await scope.race(identify(token, beforeAsking)).catch(refused);
    await count(shown?.user);
    if (browser !== undefined) sessions.guard(method, browser, cookie);
    return shown?.token;
  };
}

/** The access token or API key a call is made with. */
function shownBy({ token, cookie }: EdgeCall): string | undefined {
  return token ?? (cookie?.kind === "accessToken" ? cookie.token : undefined);
}
