import type { Buyer } from "./shop/buyer.ts";

export interface KnownPrivacy {
  /** A request of the user that was taken back. */
  readonly privacyRequestId: string;
}

export async function makeKnownPrivacy({ ask }: Buyer): Promise<KnownPrivacy> {
  const mine = "POST /v1/users/me/privacy-requests";
  const { privacyRequest } = await ask<{ privacyRequest: KnownPrivacy }>(`${mine}:erase`, {});
  await ask(`${mine}/${privacyRequest.privacyRequestId}:cancel`, {});
  return privacyRequest;
}
