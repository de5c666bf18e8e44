import { refuse, type User } from "#mesh/kernel";
import type { Method, TokenVerifier } from "#mesh/rpc";
import type { Identity } from "../limits/limit-calls.ts";
import { createAdmit } from "./admit.ts";
import { openCallScope } from "./call-scope.ts";
import type { EdgeCall } from "./edge-call.ts";

const user: User = { userId: "usr_1", sessionId: "ses_1", permissions: new Set() };

/** Takes the tokens "user" and "guest" as the same user's. */
const tokens: TokenVerifier = {
  verify: async (token) => {
    if (token !== "user" && token !== "guest") throw refuse("TOKEN_INVALID");
    return user;
  },
  revoke: () => undefined,
} as Partial<TokenVerifier> as TokenVerifier;

async function admitted(token: string | undefined) {
  const counted: (readonly [userId: string | undefined, isGuest: boolean | undefined])[] = [];
  const asked: string[] = [];
  const isGuestToken = (verified: string) => {
    asked.push(verified);
    return verified === "guest";
  };
  const limit = async (_method: Method, _visitor: unknown, identity?: Identity) => {
    counted.push([identity?.userId, identity?.isGuest()]);
  };
  const signal = new AbortController().signal;
  const call = { token, deadline: Date.now() + 10_000, signal } as EdgeCall;
  const scope = openCallScope(call);
  const outcome = await createAdmit(tokens, isGuestToken, limit)({} as Method, call, scope).catch((error) => error);
  scope.close();
  return { counted, asked, outcome };
}

test("a user counts as a user, and a guest is told apart by the verified token", async () => {
  expect(await admitted("user")).toEqual({ counted: [["usr_1", false]], asked: ["user"], outcome: undefined });
  expect(await admitted("guest")).toEqual({ counted: [["usr_1", true]], asked: ["guest"], outcome: undefined });
});

test("who shows no token has no identity; a bad one is counted like it, never read, and refused", async () => {
  const nobody = [[undefined, undefined]];
  expect(await admitted(undefined)).toEqual({ counted: nobody, asked: [], outcome: undefined });
  expect(await admitted("forged")).toMatchObject({ counted: nobody, asked: [], outcome: { reason: "TOKEN_INVALID" } });
});
