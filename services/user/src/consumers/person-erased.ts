import { PersonErased } from "#gen/grpc/ultramarket/user/v1/user_events.ts";
import type { Consumer } from "#mesh/events";
import type { UserUseCases } from "../app/use-cases.ts";
import { erasureStages } from "../domain/erasure-stages.ts";
import type { PrivacyRequestId } from "../domain/privacy-request.ts";

/** Erasures go on as services answer; what they answer with has the same form in each of them. */
export const personErased = (app: UserUseCases): Consumer => ({
  name: "user.person_erased",
  subjects: erasureStages.flat().map((service) => `${service}.v1.person_erased`),
  async handle({ envelope, request }) {
    const { privacyRequestId, waitingCount } = PersonErased.decode(envelope.payload);
    const [service = ""] = envelope.subject.split(".", 1);
    await app.notePersonErased({
      privacyRequestId: privacyRequestId as PrivacyRequestId,
      service,
      waitingCount,
      request,
    });
  },
});
