import { UserLookupServiceService } from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import type { Profiles } from "../app/ports.ts";
import type { Dial } from "./dial.ts";
import { unlessGone } from "./unless-gone.ts";

/** How long one attempt waits to learn its language. */
const patienceMs = 1_000;

/** People's languages, by way of the user service. */
export function userClient(dial: Dial): Profiles {
  const lookup = dial(UserLookupServiceService);
  return {
    async languageOf(userId) {
      const answer = await unlessGone(lookup.readUser({ userId }, { deadline: Date.now() + patienceMs }));
      return answer?.user?.languageCode ?? "";
    },
  };
}
