import type { Caller, RequestKey } from "#mesh/kernel";
import type { Consent, ConsentDraft } from "../domain/consent.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Adds to the caller's history that they agreed, or took it back. */
export const recordConsent =
  ({ consents, clock }: UserPorts) =>
  async (caller: Caller, draft: ConsentDraft, request?: RequestKey): Promise<Consent> =>
    consents.add(signedInUser(caller), draft, clock.now(), request);
