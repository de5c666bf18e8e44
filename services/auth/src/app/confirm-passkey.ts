import { refuse } from "../domain/errors.ts";
import { factorLimits } from "../domain/factor.ts";
import type { FactorId } from "../domain/ids.ts";
import type { Session } from "../domain/session.ts";
import type { PasskeyAttestation } from "./passkey-ports.ts";
import type { AuthPorts } from "./ports.ts";

export interface ConfirmPasskey extends PasskeyAttestation {
  readonly session: Session;
  readonly factorId: FactorId;
}

/**
 * Confirms a passkey by what its authenticator made; with the first factor of an account come its recovery codes, which are
 * told now or never. Fails with ACCOUNT_REQUIRED, RESOURCE_NOT_FOUND, PASSKEY_INVALID, PASSKEY_EXISTS.
 */
export const confirmPasskey =
  ({ passkeys, passkeyCeremonies, factorCodes, clock }: AuthPorts) =>
  async ({ session, factorId, ...made }: ConfirmPasskey) => {
    const now = clock.now();
    const key = await passkeyCeremonies.readCreated(made, factorId, now);
    if (key === undefined) throw refuse("PASSKEY_INVALID");
    const recoveryCodes = factorCodes.newRecoveryCodes(factorLimits.recoveryCodes);
    const { factor, isFirst } = await passkeys.confirm({ ...session, factorId, key, recoveryCodes, now });
    return { factor, recoveryCodes: isFirst ? recoveryCodes : [] };
  };
