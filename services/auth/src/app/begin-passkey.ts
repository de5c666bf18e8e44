import type { Challenge } from "./passkey-ports.ts";
import type { AuthPorts } from "./ports.ts";

/** A challenge for any passkey to answer, once. */
export const beginPasskey =
  ({ passkeyCeremonies, clock }: AuthPorts) =>
  (): Challenge & { readonly rpId: string } => ({
    ...passkeyCeremonies.newChallenge(undefined, clock.now()),
    rpId: passkeyCeremonies.rpId,
  });
