import { AccountRegistered } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import type { Consumer } from "#mesh/events";
import type { UserUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";

/** Profiles follow what accounts tell; both events name the user in their first field and carry nothing personal. */
export const accountEvents = (app: UserUseCases): Consumer => ({
  name: "user.accounts",
  subjects: ["auth.v1.account_registered", "auth.v1.email_verified"],
  async handle({ envelope, request }) {
    await app.keepAccount(AccountRegistered.decode(envelope.payload).userId as UserId, request);
  },
});
