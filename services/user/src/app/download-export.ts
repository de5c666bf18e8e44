import { refuse } from "../domain/errors.ts";
import type { UserId } from "../domain/ids.ts";
import type { PrivacyRequestId } from "../domain/privacy-request.ts";
import { getPrivacyRequest } from "./get-privacy-request.ts";
import type { UserPorts } from "./ports.ts";

/** The archive of an export of the owner, of anybody's if none is named. Fails with RESOURCE_NOT_FOUND, EXPORT_NOT_READY. */
export const downloadExport = (ports: UserPorts) => {
  const { privacyRequests, archive, clock } = ports;
  const read = getPrivacyRequest(ports);
  return async (privacyRequestId: PrivacyRequestId, owner?: UserId): Promise<Uint8Array> => {
    const { expireTime, createTime } = await read(privacyRequestId, owner);
    const parts = await privacyRequests.parts(privacyRequestId);
    if (expireTime === undefined || expireTime <= clock.now() || parts.length === 0) throw refuse("EXPORT_NOT_READY");
    const files = parts.map(({ service, document }) => [`${service}.json`, document] as const);
    return archive(Object.fromEntries(files), createTime);
  };
};
