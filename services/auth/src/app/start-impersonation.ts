import type { Caller } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import { checkActor, type Impersonation, newImpersonation } from "../domain/impersonation.ts";
import { permissionsOfAll } from "../domain/roles.ts";
import type { Session } from "../domain/session.ts";
import type { AuthPorts } from "./ports.ts";

export interface StartImpersonation {
  readonly userId: UserId;
  readonly reason: string;
}

/**
 * Begins to act for a user, with what they may do, for who may do all that, too. Fails with RESOURCE_NOT_FOUND,
 * IMPERSONATION_ABOVE_OWN.
 */
export const startImpersonation =
  ({ impersonations, tokens, clock, ids }: AuthPorts) =>
  async (caller: Caller, by: Session, wanted: StartImpersonation) => {
    const named = { ...wanted, sessionId: ids.next("ses"), actorUserId: by.userId };
    const impersonation: Impersonation = newImpersonation(named, clock.now());
    const access = await impersonations.start(impersonation, ({ roles, shopPermissions }) =>
      checkActor(caller, permissionsOfAll(roles, shopPermissions)),
    );
    return { impersonation, accessToken: await tokens.access(impersonation, access, by.userId) };
  };
