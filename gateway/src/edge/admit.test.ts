import { refuse, type User } from "#mesh/kernel";
import { LightSignal, type Method, type PeerSignal, type TokenVerifier } from "#mesh/rpc";
import { createIdentify } from "../keys/identify.ts";
import type { Identity } from "../limits/limit-calls.ts";
import { createSessions } from "../session/sessions.ts";
import { createAdmit } from "./admit.ts";
import { openCallScope } from "./call-scope.ts";
import type { EdgeCall } from "./edge-call.ts";

const user: User = { userId: "usr_1", sessionId: "ses_1", permissions: new Set(), isGuest: false };

/** Takes the tokens "user" and "guest" as the same user's. */
const tokens: TokenVerifier = {
  verify: async (token) => {
    if (token !== "user" && token !== "guest") throw refuse("TOKEN_INVALID");
    return { ...user, isGuest: token === "guest" };
  },
  revoke: () => undefined,
} as Partial<TokenVerifier> as TokenVerifier;

const sessions = createSessions({ methods: [], origins: [], isSecure: true });

async function admitted(token: string | undefined) {
  const counted: (readonly [userId: string | undefined, isGuest: boolean | undefined])[] = [];
  const limit = async (_method: Method, _visitor: unknown, identity?: Identity) => {
    counted.push([identity?.userId, identity?.isGuest]);
  };
  const signal: PeerSignal = new LightSignal();
  const call = { token, deadline: Date.now() + 10_000, signal } as EdgeCall;
  const scope = openCallScope(call);
  const outcome = await createAdmit({ identify: createIdentify(tokens, undefined), limit, sessions })(
    {} as Method,
    call,
    scope,
  ).catch((error) => error);
  scope.close();
  return { counted, outcome };
}

test("a user counts as a user, and a guest as a guest", async () => {
  expect(await admitted("user")).toEqual({ counted: [["usr_1", false]], outcome: "user" });
  expect(await admitted("guest")).toEqual({ counted: [["usr_1", true]], outcome: "guest" });
});

test("who shows no token has no identity; a bad one is counted like it, and refused", async () => {
  const nobody = [[undefined, undefined]];
  expect(await admitted(undefined)).toEqual({ counted: nobody, outcome: undefined });
  expect(await admitted("forged")).toMatchObject({ counted: nobody, outcome: { reason: "TOKEN_INVALID" } });
});
