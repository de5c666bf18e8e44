import { PasskeyServiceService } from "#gen/grpc/ultramarket/auth/v1/passkey_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import type { FactorId } from "../domain/ids.ts";
import { clientOf } from "./client-of.ts";
import { encodeFactor } from "./factor-rpc.ts";
import { decodePasskey, shownOf } from "./passkey.ts";
import { userSessionOf, visitorOf } from "./visitor.ts";

export const passkeyRpc = (app: AuthUseCases): ServiceBinding =>
  implement(PasskeyServiceService, {
    beginPasskey: async () => app.beginPasskey(),

    signInWithPasskey(request, { caller }) {
      const passkey = decodePasskey(required("passkey", request.passkey));
      return app.signInWithPasskey(visitorOf(caller), passkey, clientOf(request));
    },

    async enrollPasskey(wanted, { caller }) {
      const { userId } = userSessionOf(caller);
      const { factor, ...options } = await app.enrollPasskey({ ...wanted, ...shownOf(wanted), userId });
      const { algorithms, excludedCredentialIds } = options;
      const lists = { algorithms: [...algorithms], excludedCredentialIds: [...excludedCredentialIds] };
      return { factor: encodeFactor(factor), ...options, ...lists };
    },

    async confirmPasskey({ factorId, clientDataJson, attestationObject }, { caller }) {
      const made = { clientDataJson: Buffer.from(clientDataJson), attestationObject: Buffer.from(attestationObject) };
      const session = userSessionOf(caller);
      const { factor, recoveryCodes } = await app.confirmPasskey({ session, factorId: factorId as FactorId, ...made });
      return { factor: encodeFactor(factor), recoveryCodes: [...recoveryCodes] };
    },
  });
