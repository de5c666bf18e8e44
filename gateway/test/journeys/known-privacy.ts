import { eventually } from "#mesh/testing";
import type { Buyer } from "./shop/buyer.ts";

export interface KnownPrivacy {
  /** A request of the user that was taken back. */
  readonly privacyRequestId: string;
  /** One whose archive can be downloaded. */
  readonly exportId: string;
}

interface PrivacyRequestJson {
  readonly privacyRequestId: string;
  readonly state: string;
}

export async function makeKnownPrivacy({ ask }: Buyer): Promise<KnownPrivacy> {
  const mine = "/v1/users/me/privacy-requests";
  const requestOf = async (route: string, body?: object) =>
    (await ask<{ privacyRequest: PrivacyRequestJson }>(route, body)).privacyRequest;
  const { privacyRequestId } = await requestOf(`POST ${mine}:erase`, {});
  await requestOf(`POST ${mine}/${privacyRequestId}:cancel`, {});
  const { privacyRequestId: exportId } = await requestOf(`POST ${mine}:export`, {});
  await eventually(
    async () => expect((await requestOf(`GET ${mine}/${exportId}`)).state).toBe("PRIVACY_REQUEST_STATE_COMPLETED"),
    { timeoutMs: 10_000, intervalMs: 50 },
  );
  return { privacyRequestId, exportId };
}
