import type { RequestKey } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import { keepAccount as decide } from "../domain/profile.ts";
import type { UserPorts } from "./ports.ts";

/** Takes over what the auth service knows of an account now. */
export const keepAccount =
  ({ profiles, accounts, clock }: UserPorts) =>
  async (userId: UserId, request: RequestKey): Promise<void> => {
    const account = await accounts.read(userId);
    if (account === undefined) return;
    await profiles.change(userId, (profile) => decide(profile, account, clock.now()), request);
  };
