import type { Caller, RequestKey } from "#mesh/kernel";
import { type Profile, type ProfileContent, updateProfile } from "../domain/profile.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

export interface UpdateMyProfile {
  readonly change: Partial<ProfileContent>;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

/** Fails with ETAG_MISMATCH, LANGUAGE_UNKNOWN, CURRENCY_UNKNOWN. */
export const updateMyProfile =
  ({ profiles, clock }: UserPorts) =>
  async (caller: Caller, { change, etag, request }: UpdateMyProfile): Promise<Profile> =>
    profiles.change(signedInUser(caller), (profile) => updateProfile(profile, change, etag, clock.now()), request);
