import { ErasureStarted } from "#gen/grpc/ultramarket/user/v1/user_events.ts";
import type { Consumer } from "#mesh/events";
import { type Erasure, type Id, type RequestKey, required } from "#mesh/kernel";

/** Erases a person once it is this service's turn. */
export const erasureStarted = (erasePerson: (erasure: Erasure, request: RequestKey) => Promise<void>): Consumer => ({
  name: "user.erasures",
  subjects: ["user.v1.erasure_started"],
  async handle({ envelope, request }) {
    const { privacyRequestId, userIds, services, deadlineTime } = ErasureStarted.decode(envelope.payload);
    if (!services.includes("user")) return;
    const round = Number(envelope.version);
    const deadline = required("deadline_time", deadlineTime);
    await erasePerson({ privacyRequestId, userIds: userIds as Id<"usr">[], deadlineTime: deadline, round }, request);
  },
});
