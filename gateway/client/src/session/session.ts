import type { MessageInitShape } from "@bufbuild/protobuf";
import type { RegisterRequestSchema, SignInRequestSchema } from "#gen/client/ultramarket/auth/v1/auth_service_pb.js";
import type { Credentials } from "../calls/credentials.ts";
import { MarketError } from "../errors/market-error.ts";
import type { AuthCalls } from "./auth-calls.ts";
import type { Carrier } from "./carrier.ts";
import type { OneAtATime } from "./one-at-a-time.ts";
import { type SessionAnswer, stateOf } from "./session-state.ts";
import type { SessionStore } from "./session-store.ts";

/** Who is signed in, and how to become that. */
export interface Session {
  /** Signs in; the carts of a guest come along. Fails with CREDENTIALS_WRONG or TOO_MANY_ATTEMPTS. */
  signIn(credentials: MessageInitShape<typeof SignInRequestSchema>): Promise<SignedIn>;
  /** Opens an account and signs in; a guest keeps their user id. Fails with EMAIL_TAKEN or PASSWORD_TOO_COMMON. */
  register(account: MessageInitShape<typeof RegisterRequestSchema>): Promise<SignedIn>;
  /** Becomes a guest, unless somebody is signed in already. */
  signInAsGuest(): Promise<SignedIn>;
  /** Ends the session; here in any case, even if the market cannot be told. */
  signOut(): Promise<void>;
  /** Who is signed in here. Asks the market only if cookies hold a session of which nothing is known. */
  user(): Promise<SignedIn | undefined>;
}

export interface SignedIn {
  readonly userId: string;
}

export interface SessionOptions {
  readonly auth: AuthCalls;
  readonly store: SessionStore;
  readonly carrier: Carrier;
  readonly credentials: Credentials;
  readonly inTurn: OneAtATime;
}

export function createSession({ auth, store, carrier, credentials, inTurn }: SessionOptions): Session {
  const whoeverIs = asFarAsPossible(credentials);
  const write = async (answer: SessionAnswer): Promise<SignedIn> => {
    await store.write(stateOf(answer, Date.now()));
    return { userId: answer.userId };
  };
  const keep = (answer: SessionAnswer) => inTurn(() => write(answer));
  /** What is known here; undefined for a session that is gone, or whose cookies are. */
  const known = async (): Promise<SignedIn | undefined> => {
    const state = await store.read();
    return state === undefined || carrier.proof(state) === undefined ? undefined : { userId: state.userId };
  };
  const user = async (): Promise<SignedIn | undefined> => {
    const proof = carrier.proof(await store.read());
    if (proof === undefined) return undefined;
    if ((await known()) === undefined) await whoeverIs.renewed(proof);
    return known();
  };
  return {
    signIn: async (request) => keep(await auth.signIn(request, whoeverIs)),
    register: async (request) => keep(await auth.register(request, whoeverIs)),
    signInAsGuest: async () =>
      (await user()) ?? inTurn(async () => (await known()) ?? write(await auth.startGuestSession())),
    async signOut() {
      try {
        if ((await credentials.current()) !== undefined) await auth.signOut(credentials);
      } catch (error) {
        if (!hasEnded(error)) throw error;
      } finally {
        await inTurn(async () => store.write(undefined));
      }
    },
    user,
  };
}

/** A session that has ended keeps nobody from signing in. */
function asFarAsPossible({ current, renewed }: Credentials): Credentials {
  const unlessEnded = (error: unknown) => {
    if (!hasEnded(error)) throw error;
    return undefined;
  };
  return {
    current: () => current().catch(unlessEnded),
    renewed: async (refused) => (await renewed(refused).catch(unlessEnded)) ?? { headers: {}, version: "" },
  };
}

function hasEnded(error: unknown): boolean {
  return error instanceof MarketError && error.code === "UNAUTHENTICATED";
}
