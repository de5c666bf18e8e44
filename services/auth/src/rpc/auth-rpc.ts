import { AuthServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import { clientOf } from "./client-of.ts";
import { shownOf } from "./passkey.ts";
import { sessionOf, visitorOf } from "./visitor.ts";

export const authRpc = (app: AuthUseCases): ServiceBinding =>
  implement(AuthServiceService, {
    register: (request, { caller }) => app.register(visitorOf(caller), { ...request, client: clientOf(request) }),
    signIn: (request, { caller }) =>
      app.signIn(visitorOf(caller), { ...request, ...shownOf(request), client: clientOf(request) }),
    startGuestSession: () => app.startGuestSession(),
    refreshSession: (request) => app.refreshSession(request.refreshToken, clientOf(request)),
    async signOut(_, { caller }) {
      await app.signOut(sessionOf(caller));
      return {};
    },
  });
