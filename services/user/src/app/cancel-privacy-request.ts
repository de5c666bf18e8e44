import { notFound, type RequestKey } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import { cancel, type PrivacyRequest, type PrivacyRequestId } from "../domain/privacy-request.ts";
import type { UserPorts } from "./ports.ts";

export interface CancelPrivacyRequest {
  readonly privacyRequestId: PrivacyRequestId;
  /** Whose it must be; absent for the staff. */
  readonly owner?: UserId | undefined;
  readonly request?: RequestKey | undefined;
}

/** Takes a request back. Fails with RESOURCE_NOT_FOUND, PRIVACY_REQUEST_STARTED. */
export const cancelPrivacyRequest =
  ({ privacyRequests, clock }: UserPorts) =>
  ({ privacyRequestId, owner, request }: CancelPrivacyRequest): Promise<PrivacyRequest> =>
    privacyRequests.change(
      privacyRequestId,
      (found) => {
        if (owner !== undefined && found.userId !== owner) throw notFound();
        return { next: cancel(found, clock.now()), events: [] };
      },
      request,
    );
