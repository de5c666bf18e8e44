import type { Caller, RequestKey } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import { newErasure, type PrivacyRequest } from "../domain/privacy-request.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Asks to erase the caller, or the person whom the staff names. Fails with PRIVACY_REQUEST_OPEN. */
export const requestErasure =
  ({ privacyRequests, erasurePace, clock, ids }: UserPorts) =>
  async (caller: Caller, userId: UserId | undefined, request?: RequestKey): Promise<PrivacyRequest> => {
    const requestedBy = signedInUser(caller);
    const asked = { privacyRequestId: ids.next("prq"), userId: userId ?? requestedBy, requestedBy };
    return privacyRequests.add(newErasure(asked, erasurePace, clock.now()), request);
  };
