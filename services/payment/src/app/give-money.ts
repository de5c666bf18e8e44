import { type Caller, checkpoint, type RequestKey } from "#mesh/kernel";
import { type GiftDraft, gift, type Wallet } from "../domain/wallet.ts";
import { customerOf, walletAfter } from "./customer.ts";
import { requireAccount } from "./require-account.ts";
import type { WalletPorts } from "./wallet-ports.ts";

/** The giver's wallet after it. Fails with WALLET_FUNDS_INSUFFICIENT, WALLET_OWNER_UNKNOWN, INVALID_REQUEST. */
export const giveMoney =
  (ports: WalletPorts) =>
  async (caller: Caller, draft: GiftDraft, request?: RequestKey): Promise<Wallet> => {
    const { wallets, clock, ids } = ports;
    const giver = customerOf(caller);
    const transfer = gift(draft, giver, { transferId: ids.next("trf"), createTime: clock.now() });
    await requireAccount(ports, draft.recipient);
    checkpoint("payment.give_money.before");
    const moves = await wallets.transfer(transfer, request);
    checkpoint("payment.give_money.after");
    return walletAfter(moves, giver);
  };
