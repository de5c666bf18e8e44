import { checkpoint, type RequestKey } from "#mesh/kernel";
import { type AdjustmentDraft, adjustment, type Wallet } from "../domain/wallet.ts";
import { walletAfter } from "./customer.ts";
import type { WalletPorts } from "./wallet-ports.ts";

/** The wallet after it, of whomever: customers of other systems have no account. Fails with WALLET_FUNDS_INSUFFICIENT, INVALID_REQUEST. */
export const adjustWallet =
  ({ wallets, clock, ids }: WalletPorts) =>
  async (draft: AdjustmentDraft, request?: RequestKey): Promise<Wallet> => {
    const transfer = adjustment(draft, { transferId: ids.next("trf"), createTime: clock.now() });
    checkpoint("payment.adjust_wallet.before");
    const moves = await wallets.transfer(transfer, request);
    checkpoint("payment.adjust_wallet.after");
    return walletAfter(moves, draft.userId);
  };
