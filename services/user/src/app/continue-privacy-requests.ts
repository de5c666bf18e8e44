import { goOn, type PrivacyRequestId } from "../domain/privacy-request.ts";
import { continueExport } from "./continue-export.ts";
import type { UserPorts } from "./ports.ts";

/** Goes on with the requests that are due: services are asked, or asked again, and archives expire. */
export const continuePrivacyRequests = (ports: UserPorts) => {
  const { privacyRequests, erasurePace, clock } = ports;
  const exportOn = continueExport(ports);

  async function erase(privacyRequestId: PrivacyRequestId): Promise<void> {
    await privacyRequests.change(privacyRequestId, (found, guestIds) =>
      goOn(found, [found.userId, ...guestIds], erasurePace, clock.now()),
    );
  }

  return async (): Promise<void> => {
    for (const { privacyRequestId, kind } of await privacyRequests.due(clock.now())) {
      await (kind === "ERASURE" ? erase(privacyRequestId) : exportOn(privacyRequestId));
    }
  };
};
