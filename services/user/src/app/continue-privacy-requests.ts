import { goOn } from "../domain/privacy-request.ts";
import type { UserPorts } from "./ports.ts";

/** Goes on with the requests that are due: services are asked, or asked again. */
export const continuePrivacyRequests =
  ({ privacyRequests, erasurePace, clock }: UserPorts) =>
  async (): Promise<void> => {
    const now = clock.now();
    for (const privacyRequestId of await privacyRequests.due(now)) {
      await privacyRequests.change(privacyRequestId, (found, guestIds) =>
        goOn(found, [found.userId, ...guestIds], erasurePace, now),
      );
    }
  };
