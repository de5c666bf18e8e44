import type { PaymentProvider } from "../src/app/ports.ts";
import type { Payment, Refund } from "../src/domain/payment.ts";
import { aPayment, aPaymentDraft, ids } from "./builders.ts";

const withinMs = 5_000;

export interface ProviderUnderTest {
  readonly provider: PaymentProvider;
  now(): Date;
  /** Lets the customer agree at the bank. */
  agree(redirectUrl: string): Promise<void>;
}

/** What every provider of payments must do, with Stripe's test payment methods. */
export function paymentProviderContract(given: () => ProviderUnderTest): void {
  const begun = (paymentMethod = "pm_card_visa"): Payment =>
    aPayment({ ...aPaymentDraft({ paymentMethod }), createTime: given().now() });

  async function held(paymentMethod?: string): Promise<Payment> {
    const payment = begun(paymentMethod);
    const view = await given().provider.authorize(payment, withinMs);
    expect(view).toMatchObject({ state: "AUTHORIZED", captured: 0n, declineCode: "" });
    return { ...payment, reference: view?.reference ?? "" };
  }

  async function taken(): Promise<Payment> {
    const payment = await held();
    expect(await given().provider.capture(payment, withinMs)).toMatchObject({ state: "CAPTURED", captured: 1290n });
    return payment;
  }

  const aRefund = (amount = 290n): Refund => ({
    ...{ refundId: ids.next("rfd"), amount, state: "PENDING", reference: "", createTime: given().now() },
  });

  test("a payment is begun once, however often it is asked for, and read back", async () => {
    const payment = begun();
    const [first, second] = [
      await given().provider.authorize(payment, withinMs),
      await given().provider.authorize(payment, withinMs),
    ];
    expect(second).toEqual(first);
    const reference = first?.reference ?? "";
    expect(await given().provider.read(reference, withinMs)).toEqual({ view: first, paymentId: payment.paymentId });
    expect(await given().provider.read("pi_none", withinMs)).toBeUndefined();
  });

  test("a card is declined with its reason, an unknown one with PAYMENT_METHOD_UNKNOWN's", async () => {
    const declined = begun("pm_card_visa_chargeDeclinedInsufficientFunds");
    const view = { state: "DECLINED", declineCode: "insufficient_funds" };
    expect(await given().provider.authorize(declined, withinMs)).toMatchObject(view);
    expect(await given().provider.authorize(declined, withinMs)).toMatchObject(view);
    expect(await given().provider.authorize(begun("pm_none"), withinMs)).toMatchObject({
      state: "DECLINED",
      declineCode: "payment_method_unknown",
    });
  });

  test("a payment that needs the customer says where, and goes on once they agreed", async () => {
    const payment = begun("pm_card_authenticationRequired");
    const view = await given().provider.authorize(payment, withinMs);
    expect(view).toMatchObject({ state: "REQUIRES_ACTION", nextAction: { clientSecret: expect.any(String) } });
    await given().agree(view?.nextAction?.redirectUrl ?? "");
    const read = await given().provider.read(view?.reference ?? "", withinMs);
    expect(read?.view).toMatchObject({ state: "AUTHORIZED", nextAction: undefined });
  });

  test("money is taken once and then stays taken", async () => {
    const payment = await taken();
    const captured = { state: "CAPTURED", captured: 1290n };
    expect(await given().provider.capture(payment, withinMs)).toMatchObject(captured);
    expect(await given().provider.cancel(payment, withinMs)).toMatchObject(captured);
  });

  test("money is let go once and then stays so", async () => {
    const payment = await held();
    for (const verb of ["cancel", "cancel", "capture"] as const) {
      expect(await given().provider[verb](payment, withinMs)).toMatchObject({ state: "VOIDED", captured: 0n });
    }
  });

  test("money is given back once for a refund's id, and never more than was taken", async () => {
    const payment = await taken();
    const refund = aRefund();
    const view = await given().provider.refund(payment, refund, withinMs);
    expect(view).toMatchObject({ refundId: refund.refundId, state: "SUCCEEDED" });
    expect(await given().provider.refund(payment, refund, withinMs)).toEqual(view);
    expect(await given().provider.refund(payment, aRefund(1001n), withinMs)).toMatchObject({ state: "FAILED" });
    expect(await given().provider.readRefunds(payment.reference, withinMs)).toEqual([view]);
  });

  test("amounts are counted as the currency has them, there and back", async () => {
    const payment = { ...begun(), amount: { currencyCode: "ISK", minorUnits: 500n } };
    const { reference = "" } = (await given().provider.authorize(payment, withinMs)) ?? {};
    expect(await given().provider.capture({ ...payment, reference }, withinMs)).toMatchObject({ captured: 500n });
    expect(() => given().provider.check({ currencyCode: "KWD", minorUnits: 1n })).toThrow(
      expect.objectContaining({ reason: "INVALID_REQUEST" }),
    );
  });
}
