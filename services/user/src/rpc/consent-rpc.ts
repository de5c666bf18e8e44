import type * as proto from "#gen/grpc/ultramarket/user/v1/consent.ts";
import { ConsentServiceService } from "#gen/grpc/ultramarket/user/v1/consent_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { UserUseCases } from "../app/use-cases.ts";
import type { Consent } from "../domain/consent.ts";

export const consentRpc = (app: UserUseCases): ServiceBinding =>
  implement(ConsentServiceService, {
    async recordConsent({ purpose, textVersion, granted, source }, { caller, request }) {
      const draft = { purpose, textVersion, granted, source };
      return { consent: encodeConsent(await app.recordConsent(caller, draft, request)) };
    },

    async listConsents({ purpose, pageSize, pageToken }, { caller }) {
      const { items, nextPageToken } = await app.listConsents(caller, purpose, { pageSize, pageToken });
      return { consents: items.map(encodeConsent), nextPageToken };
    },
  });

function encodeConsent(consent: Consent): proto.Consent {
  return { ...consent, number: BigInt(consent.number) };
}
