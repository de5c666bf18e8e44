import * as proto from "#gen/grpc/ultramarket/auth/v1/factor_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import type { Factor, FactorKind } from "../domain/factor.ts";
import type { FactorId } from "../domain/ids.ts";
import { requiredShown, shownOf } from "./passkey.ts";
import { userSessionOf } from "./visitor.ts";

export const factorRpc = (app: AuthUseCases): ServiceBinding =>
  implement(proto.FactorServiceService, {
    async enrollTotp(wanted, { caller }) {
      const { factor, ...secrets } = await app.enrollTotp({
        ...wanted,
        ...shownOf(wanted),
        userId: userSessionOf(caller).userId,
      });
      return { factor: encodeFactor(factor), ...secrets };
    },

    async confirmFactor({ factorId, code }, { caller }) {
      const shown = { ...userSessionOf(caller), factorId: factorId as FactorId, code };
      const { factor, recoveryCodes } = await app.confirmFactor(shown);
      return { factor: encodeFactor(factor), recoveryCodes: [...recoveryCodes] };
    },

    async enrollEmail(wanted, { caller }) {
      const { factor, recoveryCodes } = await app.enrollEmail({
        ...wanted,
        ...shownOf(wanted),
        userId: userSessionOf(caller).userId,
      });
      return { factor: encodeFactor(factor), recoveryCodes: [...recoveryCodes] };
    },

    async sendFactorCode(_, { caller }) {
      await app.sendFactorCode(userSessionOf(caller).userId);
      return {};
    },

    async listFactors(query, { caller }) {
      const { userId } = userSessionOf(caller);
      const { items, ...more } = await app.listFactors({ ...query, userId });
      return { factors: items.map(encodeFactor), ...more };
    },

    async removeFactor({ factorId, ...given }, { caller }) {
      const { userId } = userSessionOf(caller);
      await app.removeFactor({ userId, factorId: factorId as FactorId, ...requiredShown(given) });
      return {};
    },

    async replaceRecoveryCodes(given, { caller }) {
      const { userId } = userSessionOf(caller);
      return { recoveryCodes: [...(await app.replaceRecoveryCodes(userId, requiredShown(given)))] };
    },

    async stepUp(given, { caller }) {
      return { expireTime: await app.stepUp(userSessionOf(caller), requiredShown(given)) };
    },
  });

const protoKinds: Readonly<Record<FactorKind, proto.FactorKind>> = {
  TOTP: proto.FactorKind.FACTOR_KIND_TOTP,
  EMAIL: proto.FactorKind.FACTOR_KIND_EMAIL,
  PASSKEY: proto.FactorKind.FACTOR_KIND_PASSKEY,
};

export function encodeFactor({ factorId, name, createTime, kind }: Factor): proto.Factor {
  return { factorId, name, createTime, kind: protoKinds[kind] };
}
