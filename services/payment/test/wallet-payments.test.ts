import pg from "pg";
import {
  GiftCardDeskServiceService,
  GiftCardServiceService,
} from "#gen/grpc/ultramarket/payment/v1/gift_card_service.ts";
import { PaymentProvider, PaymentState, RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { PaymentProcessingServiceService } from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import { TransferKind } from "#gen/grpc/ultramarket/payment/v1/wallet.ts";
import { WalletDeskServiceService, WalletServiceService } from "#gen/grpc/ultramarket/payment/v1/wallet_service.ts";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { sentStatements } from "#mesh/testing";
import { paymentService } from "../src/service.ts";
import { ids } from "./builders.ts";
import { fakeAuth } from "./fake-auth.ts";
import { type PaymentSandbox, startPaymentSandbox } from "./payment-sandbox.ts";

let sandbox: PaymentSandbox;
let market: TestHost;
let owner: pg.Pool;
let payments: Client<typeof PaymentProcessingServiceService>;
let wallets: Client<typeof WalletServiceService>;
let desk: Client<typeof WalletDeskServiceService>;
let staff: { token: string };

beforeAll(async () => {
  sandbox = await startPaymentSandbox();
  market = await startTestHost({ services: [fakeAuth(new Set()), paymentService], env: sandbox.env });
  owner = new pg.Pool({ connectionString: market.env.DATABASE_URL, max: 1 });
  payments = createClient(PaymentProcessingServiceService, market.host.channelTo("payment", "order"));
  wallets = createClient(WalletServiceService, market.host.channelTo("payment", "gateway"));
  desk = createClient(WalletDeskServiceService, market.host.channelTo("payment", "gateway"));
  staff = { token: await market.tokenFor(["payment.read", "payment.write"]) };
});

afterAll(async () => {
  await owner?.end();
  await market?.close();
  await sandbox?.close();
});

const eur = (minorUnits: number) => ({ currencyCode: "EUR", minorUnits: BigInt(minorUnits) });
const refusal = (reason: string) => expect.objectContaining({ reason });

/** A customer whose wallet holds as much. */
async function customer(minorUnits: number) {
  const userId = ids.next("usr");
  const token = await market.tokenFor([], userId);
  const adjustment = { userId, amount: eur(minorUnits), note: "Goodwill", requestId: ids.uuid() };
  await desk.adjustWallet(adjustment, staff);
  const page = { pageSize: 0, pageToken: "" };
  return {
    userId,
    balance: async () => (await wallets.listWallets(page, { token })).wallets[0]?.balance?.minorUnits,
    kinds: async () =>
      (await wallets.listWalletEntries({ ...page, currencyCode: "EUR" }, { token })).entries.map(({ kind }) => kind),
  };
}

const aPayment = (userId: string, minorUnits: number) => ({
  ...{ paymentId: ids.next("pay"), orderId: ids.next("ord"), userId, amount: eur(minorUnits) },
  ...{ paymentMethod: "wallet", requestId: ids.uuid() },
});

test("a wallet pays: the money leaves it when it is set aside, comes back with a refund, and the statement says so", async () => {
  const { userId, balance, kinds } = await customer(1_000);
  const asked = aPayment(userId, 700);
  const { payment } = await payments.authorizePayment(asked);
  expect(payment).toMatchObject({
    state: PaymentState.PAYMENT_STATE_AUTHORIZED,
    provider: PaymentProvider.PAYMENT_PROVIDER_WALLET,
  });
  expect(await balance()).toBe(300n);
  expect((await payments.authorizePayment(asked)).payment).toEqual(payment);
  const { paymentId } = asked;
  const captured = await payments.capturePayment({ paymentId, requestId: "c" });
  expect(captured.payment).toMatchObject({ state: PaymentState.PAYMENT_STATE_CAPTURED, capturedAmount: eur(700) });
  expect(await payments.capturePayment({ paymentId, requestId: "c" })).toEqual(captured);
  const refund = { paymentId, refundId: ids.next("rfd"), amount: eur(200), requestId: "r" };
  const refunded = await payments.refundPayment(refund);
  expect(refunded.payment?.refunds).toMatchObject([{ amount: eur(200), state: RefundState.REFUND_STATE_SUCCEEDED }]);
  expect(await payments.refundPayment(refund)).toEqual(refunded);
  expect(await balance()).toBe(500n);
  const tooMuch = { ...refund, refundId: ids.next("rfd"), amount: eur(501) };
  await expect(payments.refundPayment(tooMuch)).rejects.toThrow(refusal("REFUND_TOO_LARGE"));
  expect(await kinds()).toEqual([
    TransferKind.TRANSFER_KIND_REFUND,
    TransferKind.TRANSFER_KIND_PAYMENT,
    TransferKind.TRANSFER_KIND_CREDIT,
  ]);
});

test("a wallet that holds less declines, moves nothing, and stays declined", async () => {
  const { userId, balance } = await customer(1_000);
  const asked = aPayment(userId, 1_001);
  const { payment } = await payments.authorizePayment(asked);
  const declined = { state: PaymentState.PAYMENT_STATE_DECLINED, declineCode: "wallet_funds_insufficient" };
  expect(payment).toMatchObject(declined);
  await desk.adjustWallet({ userId, amount: eur(500), note: "Goodwill", requestId: ids.uuid() }, staff);
  expect((await payments.authorizePayment(asked)).payment).toMatchObject(declined);
  expect(await balance()).toBe(1_500n);
});

test("a payment given up brings the money back once, and cannot be captured any more", async () => {
  const { userId, balance, kinds } = await customer(1_000);
  const { paymentId } = (await payments.authorizePayment(aPayment(userId, 600))).payment ?? { paymentId: "" };
  const voids = await Promise.all(Array.from({ length: 5 }, () => payments.voidPayment({ paymentId, requestId: "v" })));
  expect(new Set(voids.map(({ payment }) => payment?.state))).toEqual(new Set([PaymentState.PAYMENT_STATE_VOIDED]));
  expect(await balance()).toBe(1_000n);
  expect(await kinds()).toHaveLength(3);
  await expect(payments.capturePayment({ paymentId, requestId: "c" })).rejects.toThrow(refusal("PAYMENT_STATE_WRONG"));
});

test("of racing payments as many succeed as the wallet pays for, and of racing repeats one counts", async () => {
  const { userId, balance } = await customer(1_000);
  const asked = Array.from({ length: 8 }, () => aPayment(userId, 300));
  const answers = await Promise.all([...asked, ...asked].map((one) => payments.authorizePayment(one)));
  const states = new Map(answers.map(({ payment }) => [payment?.paymentId, payment?.state]));
  const paid = [...states.values()].filter((state) => state === PaymentState.PAYMENT_STATE_AUTHORIZED);
  expect([states.size, paid.length, await balance()]).toEqual([8, 3, 100n]);
});

test("capture and void race: one of them counts, and the money is where that says", async () => {
  const { userId, balance } = await customer(100);
  const { paymentId } = (await payments.authorizePayment(aPayment(userId, 100))).payment ?? { paymentId: "" };
  const outcomes = await Promise.allSettled([
    payments.capturePayment({ paymentId, requestId: "c" }),
    payments.voidPayment({ paymentId, requestId: "v" }),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await balance()).toBe(outcomes[0].status === "fulfilled" ? 0n : 100n);
});

test("gift cards of whatever number are one statement; redeeming one is five of its own, and two once more", async () => {
  const cards = createClient(GiftCardServiceService, market.host.channelTo("payment", "gateway"));
  const issuing = createClient(GiftCardDeskServiceService, market.host.channelTo("payment", "gateway"));
  const issue = { amount: eur(500), count: 50, expireTime: undefined };
  const statementsOf = async (work: () => Promise<unknown>) =>
    (await sentStatements(work)).map(({ name }) => name).filter((name) => name.startsWith("payment."));
  let code = "";
  expect(
    await statementsOf(async () => {
      code = (await issuing.issueGiftCards(issue, staff)).issued[49]?.code ?? "";
    }),
  ).toEqual(["payment.gift_card.add"]);
  const token = await market.tokenFor([], ids.next("usr"));
  const redeem = () => cards.redeemGiftCard({ code, requestId: "" }, { token });
  expect(await statementsOf(redeem)).toEqual([
    "payment.gift_card.lock",
    "payment.gift_card.redeem",
    "payment.wallet.open_accounts",
    "payment.wallet.book",
    "payment.gift_card.wallet",
  ]);
  expect(await statementsOf(redeem)).toEqual(["payment.gift_card.lock", "payment.gift_card.wallet"]);
  const late = await issuing.issueGiftCards({ ...issue, count: 1, expireTime: new Date(Date.now() + 300) }, staff);
  await owner.query("UPDATE payment.gift_cards SET expire_time = now() - interval '1 hour' WHERE state = 'ACTIVE'");
  const expired = cards.redeemGiftCard({ code: late.issued[0]?.code ?? "", requestId: "" }, { token });
  await expect(expired).rejects.toThrow(refusal("GIFT_CARD_INVALID"));
  const { giftCards } = await issuing.listGiftCards({ pageSize: 2, pageToken: "" }, staff);
  expect(giftCards.map(({ giftCardId }) => giftCardId)[0]).toBe(late.issued[0]?.giftCard?.giftCardId);
});

test("what was paid out of the wallet of somebody who was erased goes back by other means", async () => {
  const { userId } = await customer(100);
  const { paymentId } = (await payments.authorizePayment(aPayment(userId, 100))).payment ?? { paymentId: "" };
  await payments.capturePayment({ paymentId, requestId: "c" });
  await owner.query("UPDATE payment.payments SET user_id = NULL WHERE user_id IS NOT NULL AND provider = 'WALLET'");
  const refund = { paymentId, refundId: ids.next("rfd"), amount: eur(100), requestId: "r" };
  const { payment } = await payments.refundPayment(refund);
  expect(payment?.refunds).toMatchObject([{ state: RefundState.REFUND_STATE_FAILED }]);
});
