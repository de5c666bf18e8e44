import type { AuthPorts } from "./ports.ts";

const batch = 100;

/** Seals anew what an earlier key sealed, a hundred at most, so that the earlier key may go. */
export const resealFactors =
  ({ factors, sealing }: Pick<AuthPorts, "factors" | "sealing">) =>
  async (): Promise<void> => {
    const found = await factors.findSealedOtherwise(sealing.currentKeyId(), batch);
    for (const { factorId, secret } of found) {
      await factors.reseal(factorId, secret, sealing.seal(sealing.open(secret, factorId), factorId));
    }
  };
