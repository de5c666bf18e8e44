import { type Caller, refuse } from "#mesh/kernel";
import type { UserId, Wallet, WalletMove } from "../domain/wallet.ts";

/** Who calls. Fails with SIGN_IN_REQUIRED. */
export function customerOf({ user }: Caller): UserId {
  if (user === undefined) throw refuse("SIGN_IN_REQUIRED");
  return user.userId as UserId;
}

/** A person's wallet as a transfer left it. */
export function walletAfter(moves: readonly WalletMove[], userId: UserId): Wallet {
  const move = moves.find(({ wallet }) => wallet.userId === userId);
  if (move === undefined) throw new Error("a transfer that did not move the wallet it was asked to");
  return move.wallet;
}
