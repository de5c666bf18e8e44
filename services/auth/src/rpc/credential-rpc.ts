import { CredentialServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import { encodeAccount } from "./encode.ts";
import { userSessionOf } from "./visitor.ts";

export const credentialRpc = (app: AuthUseCases): ServiceBinding =>
  implement(CredentialServiceService, {
    async requestEmailVerification(_, { caller }) {
      await app.requestEmailVerification(userSessionOf(caller).userId);
      return {};
    },

    async verifyEmail({ code }, { caller }) {
      return { account: encodeAccount(await app.verifyEmail(userSessionOf(caller).userId, code)) };
    },

    async requestPasswordReset({ email }) {
      await app.requestPasswordReset(email);
      return {};
    },

    async resetPassword(request) {
      await app.resetPassword(request);
      return {};
    },

    async changePassword(request, { caller }) {
      await app.changePassword(userSessionOf(caller), request);
      return {};
    },
  });
