import { UserLookupServiceService } from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import { DomainError, type Logger } from "#mesh/kernel";
import type { Profiles } from "../app/ports.ts";
import type { Dial } from "./dial.ts";

/** How long a message waits to learn its language. */
const patienceMs = 500;

/** The user service as a soft dependency: while it is silent, people read the market's language. */
export function userClient(dial: Dial, log: Logger): Profiles {
  const lookup = dial(UserLookupServiceService);
  return {
    async languageOf(userId) {
      try {
        const { user } = await lookup.readUser({ userId }, { deadline: Date.now() + patienceMs });
        return user?.languageCode ?? "";
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        log.info("a message is written in the market's language: user does not answer", { error });
        return "";
      }
    },
  };
}
