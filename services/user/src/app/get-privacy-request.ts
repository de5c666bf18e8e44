import { notFound } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { PrivacyRequest, PrivacyRequestId } from "../domain/privacy-request.ts";
import type { UserPorts } from "./ports.ts";

/** A request of the owner, of anybody's if none is named. Fails with RESOURCE_NOT_FOUND. */
export const getPrivacyRequest =
  ({ privacyRequests }: UserPorts) =>
  async (privacyRequestId: PrivacyRequestId, owner?: UserId): Promise<PrivacyRequest> => {
    const found = await privacyRequests.find(privacyRequestId);
    if (found === undefined || (owner !== undefined && found.userId !== owner)) throw notFound();
    return found;
  };
