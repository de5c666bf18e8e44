import type { MessageInitShape } from "@bufbuild/protobuf";
import { auth } from "#gen/client/services.js";
import {
  AuthService,
  type RegisterRequestSchema,
  type SignInRequestSchema,
} from "#gen/client/ultramarket/auth/v1/auth_service_pb.js";
import type { Calling } from "../calls/attempts.ts";
import type { Credentials, Proof } from "../calls/credentials.ts";
import { unaryCall } from "../calls/unary-call.ts";
import type { SessionAnswer } from "./session-state.ts";

/** The calls of auth that make, renew and end sessions. */
export interface AuthCalls {
  signIn(request: MessageInitShape<typeof SignInRequestSchema>, as: Credentials): Promise<SessionAnswer>;
  register(request: MessageInitShape<typeof RegisterRequestSchema>, as: Credentials): Promise<SessionAnswer>;
  startGuestSession(): Promise<SessionAnswer>;
  refreshSession(refreshToken: string): Promise<SessionAnswer>;
  signOut(as: Credentials): Promise<unknown>;
}

/** `headers` go with each of them. */
export function authCalls(calling: Omit<Calling, "credentials">, headers: () => Proof["headers"]): AuthCalls {
  const { register, signIn, startGuestSession, refreshSession, signOut } = AuthService.method;
  const { deadlines } = auth;
  const as = (credentials: Credentials): Calling => ({ ...calling, credentials });
  const options = () => ({ headers: headers() });
  return {
    signIn: (request, who) => unaryCall(as(who), signIn, request, deadlines.signIn, options()),
    register: (request, who) => unaryCall(as(who), register, request, deadlines.register, options()),
    startGuestSession: () => unaryCall(as(nobody), startGuestSession, {}, deadlines.startGuestSession, options()),
    refreshSession: (refreshToken) =>
      unaryCall(as(nobody), refreshSession, { refreshToken }, deadlines.refreshSession, options()),
    signOut: (who) => unaryCall(as(who), signOut, {}, deadlines.signOut, options()),
  };
}

const nobody: Credentials = { current: async () => undefined, renewed: async () => undefined };
