import { adjustWallet } from "./adjust-wallet.ts";
import { giveMoney } from "./give-money.ts";
import { listWalletEntries } from "./list-wallet-entries.ts";
import { listWallets } from "./list-wallets.ts";
import type { WalletPorts } from "./wallet-ports.ts";

/** Everything the service can do with wallets. */
export const walletUseCases = (ports: WalletPorts) => ({
  adjustWallet: adjustWallet(ports),
  giveMoney: giveMoney(ports),
  listWalletEntries: listWalletEntries(ports),
  listWallets: listWallets(ports),
});

export type WalletUseCases = ReturnType<typeof walletUseCases>;
