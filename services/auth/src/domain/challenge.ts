/** How long a challenge may be answered: by a passkey, or by who comes back from a provider. */
export const challengeMs = 300_000;
