import { refuse } from "../domain/errors.ts";
import type { UserId } from "../domain/wallet.ts";
import type { WalletPorts } from "./wallet-ports.ts";

/** Fails with WALLET_OWNER_UNKNOWN. */
export async function requireAccount({ accounts }: Pick<WalletPorts, "accounts">, userId: UserId): Promise<void> {
  if (!(await accounts.isKnown(userId))) throw refuse("WALLET_OWNER_UNKNOWN");
}
