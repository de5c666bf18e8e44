import type { Caller, RequestKey } from "#mesh/kernel";
import { newExport } from "../domain/export.ts";
import type { UserId } from "../domain/ids.ts";
import type { PrivacyRequest } from "../domain/privacy-request.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Asks for an archive about the caller, or the person whom the staff names. Fails with PRIVACY_REQUEST_OPEN. */
export const requestExport =
  ({ privacyRequests, exportPace, clock, ids }: UserPorts) =>
  async (caller: Caller, userId: UserId | undefined, request?: RequestKey): Promise<PrivacyRequest> => {
    const requestedBy = signedInUser(caller);
    const asked = { privacyRequestId: ids.next("prq"), userId: userId ?? requestedBy, requestedBy };
    return privacyRequests.add({ next: newExport(asked, exportPace, clock.now()), events: [] }, request);
  };
