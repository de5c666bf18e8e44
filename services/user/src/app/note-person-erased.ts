import type { RequestKey } from "#mesh/kernel";
import { type OutstandingPart, type PrivacyRequestId, partAnswered } from "../domain/privacy-request.ts";
import type { UserPorts } from "./ports.ts";

export interface NotePersonErased extends OutstandingPart {
  readonly privacyRequestId: PrivacyRequestId;
  readonly request: RequestKey;
}

/** Keeps that a service has done its part, or what it waits for. */
export const notePersonErased =
  ({ privacyRequests, erasurePace, clock }: UserPorts) =>
  async ({ privacyRequestId, request, ...part }: NotePersonErased): Promise<void> => {
    await privacyRequests.change(
      privacyRequestId,
      (found) => ({ next: partAnswered(found, part, erasurePace, clock.now()), events: [] }),
      request,
    );
  };
