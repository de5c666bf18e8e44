import { WalletDeskServiceService, WalletServiceService } from "#gen/grpc/ultramarket/payment/v1/wallet_service.ts";
import { requiredMoney } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import { customerOf } from "../app/customer.ts";
import type { WalletUseCases } from "../app/wallet-use-cases.ts";
import type { UserId } from "../domain/wallet.ts";
import { encodeEntry, encodeWallet } from "./encode-wallet.ts";

/** The caller's own wallets. */
export const walletRpc = (app: WalletUseCases): ServiceBinding =>
  implement(WalletServiceService, {
    async listWallets({ pageSize, pageToken }, { caller }) {
      const { items, nextPageToken } = await app.listWallets({ userId: customerOf(caller), pageSize, pageToken });
      return { wallets: items.map(encodeWallet), nextPageToken };
    },

    async listWalletEntries(query, { caller }) {
      const { items, nextPageToken } = await app.listWalletEntries(caller, query);
      return { entries: items.map(encodeEntry), nextPageToken };
    },

    async giveMoney({ recipientUserId, amount, note }, { caller, request }) {
      const draft = { recipient: recipientUserId as UserId, amount: requiredMoney("amount", amount), note };
      return { wallet: encodeWallet(await app.giveMoney(caller, draft, request)) };
    },
  });

/** Wallets as the staff sees them. */
export const walletDeskRpc = (app: WalletUseCases): ServiceBinding =>
  implement(WalletDeskServiceService, {
    async listUserWallets({ userId, pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listWallets({ userId: userId as UserId, pageSize, pageToken });
      return { wallets: items.map(encodeWallet), nextPageToken };
    },

    async adjustWallet({ userId, amount, note }, { request }) {
      const draft = { userId: userId as UserId, amount: requiredMoney("amount", amount), note };
      return { wallet: encodeWallet(await app.adjustWallet(draft, request)) };
    },
  });
