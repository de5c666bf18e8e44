import * as proto from "#gen/grpc/ultramarket/auth/v1/identity_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import type { Identity } from "../domain/identity.ts";
import type { IdentityId } from "../domain/ids.ts";
import { clientOf } from "./client-of.ts";
import { shownOf } from "./passkey.ts";
import { userSessionOf, visitorOf } from "./visitor.ts";

export const identityRpc = (app: AuthUseCases): ServiceBinding =>
  implement(proto.IdentityServiceService, {
    getSignInOptions: async () => ({ providers: [...app.getSignInOptions().providers] }),

    beginProviderSignIn: ({ provider }) => app.beginProviderSignIn(provider),

    completeProviderSignIn(request, { caller }) {
      const { provider, redirectQuery } = request;
      const wanted = { provider, redirectQuery, binding: Buffer.from(request.binding), ...shownOf(request) };
      return app.completeProviderSignIn(visitorOf(caller), { ...wanted, client: clientOf(request) });
    },

    async listIdentities(query, { caller }) {
      const { userId } = userSessionOf(caller);
      const { items, nextPageToken } = await app.listIdentities({ ...query, userId });
      return { identities: items.map(encodeIdentity), nextPageToken };
    },

    async removeIdentity({ identityId }, { caller, request }) {
      await app.removeIdentity(userSessionOf(caller).userId, identityId as IdentityId, request);
      return {};
    },
  });

function encodeIdentity({ identityId, provider, email, createTime }: Identity): proto.Identity {
  return { identityId, provider, email, createTime };
}
