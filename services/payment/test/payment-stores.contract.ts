import type { PaymentStore, WebhookStore } from "../src/app/ports.ts";
import { changed, eventOf, type Payment } from "../src/domain/payment.ts";
import { aPayment, ids, noon } from "./builders.ts";

export interface PaymentStores {
  readonly payments: PaymentStore;
  readonly webhooks: WebhookStore;
}

const after = (ms: number) => new Date(noon.getTime() + ms);

/** What every engine that keeps payments must do. */
export function paymentStoresContract(stores: () => PaymentStores): void {
  const begun = async (change: Partial<Payment> = {}, due = after(1_000)) => {
    const payment = aPayment(change);
    await stores().payments.begin(payment, ids.uuid(), due);
    return payment;
  };
  const authorize = (payment: Payment) => changed(payment, { state: "AUTHORIZED", reference: "pi_1" }, after(1));

  test("a payment is read back as it was begun", async () => {
    const payment = await begun();
    expect(await stores().payments.find(payment.paymentId)).toEqual(payment);
    expect(await stores().payments.find(ids.next("pay"))).toBeUndefined();
  });

  test("who begins first leads; another leads when that lease has ended", async () => {
    const payment = aPayment();
    const begin = (createTime: Date) =>
      stores().payments.begin({ ...payment, createTime }, ids.uuid(), new Date(createTime.getTime() + 1_000));
    expect(await begin(noon)).toEqual({ payment, isMine: true });
    expect(await begin(after(999))).toEqual({ payment, isMine: false });
    expect(await begin(after(1_000))).toEqual({ payment, isMine: true });
  });

  test("a payment that is decided is begun by nobody", async () => {
    const payment = await begun();
    const authorized = await stores().payments.record(payment, (read) => ({ next: authorize(read), events: [] }));
    expect(await stores().payments.begin(payment, ids.uuid(), after(9_999))).toEqual({
      payment: authorized,
      isMine: false,
    });
  });

  test("of two that decide on what they read, the second decides on what the first made of it", async () => {
    const payment = await begun();
    const seen: string[] = [];
    const decide = (read: Payment) => {
      seen.push(read.state);
      const next = read.state === "PENDING" ? authorize(read) : read;
      return { next, events: next === read ? [] : [eventOf("PaymentAuthorized", next)] };
    };
    const both = await Promise.all([
      stores().payments.record(payment, decide),
      stores().payments.record(payment, decide),
    ]);
    expect(both.map(({ state, version }) => `${state} ${version}`)).toEqual(["AUTHORIZED 2", "AUTHORIZED 2"]);
    expect(seen).toContain("AUTHORIZED");
  });

  test("refunds asked for at once are all kept", async () => {
    const payment = await begun();
    const captured = await stores().payments.record(payment, (read) => ({
      next: changed(read, { state: "CAPTURED", captured: 1290n, reference: "pi_1" }, noon),
      events: [],
    }));
    const refund = () => ({ ...{ refundId: ids.next("rfd"), amount: 100n }, ...pending });
    const refunds = Array.from({ length: 8 }, refund);
    await Promise.all(
      refunds.map((one) =>
        stores().payments.record(captured, (read) => ({
          next: changed(read, { refunds: [...read.refunds, one] }, noon),
          events: [],
          due: after(60_000),
        })),
      ),
    );
    const found = await stores().payments.find(payment.paymentId);
    expect(found?.refunds.map(({ refundId }) => refundId).toSorted()).toEqual(
      refunds.map(({ refundId }) => refundId).toSorted(),
    );
    expect(found?.version).toBe(10);
  });

  test("a refund of one payment is not another's", async () => {
    const refund = { refundId: ids.next("rfd"), amount: 100n, ...pending };
    const withRefund = async () => {
      const captured = await stores().payments.record(await begun(), (read) => ({
        next: changed(read, { state: "CAPTURED", captured: 1290n }, noon),
        events: [],
      }));
      return stores().payments.record(captured, (read) => ({
        next: changed(read, { refunds: [refund] }, noon),
        events: [],
      }));
    };
    await withRefund();
    await expect(withRefund()).rejects.toThrow(expect.objectContaining({ reason: "PAYMENT_ID_TAKEN" }));
  });

  test("what is due is leased for a while, until it is settled", async () => {
    const payment = await begun({}, after(-1_000));
    const take = async (now: Date) => {
      const due = await stores().payments.takeDue(now, new Date(now.getTime() + 500));
      return due.filter(({ payment: { paymentId } }) => paymentId === payment.paymentId);
    };
    expect(await take(noon)).toEqual([{ payment, attempts: 1 }]);
    expect(await take(noon)).toEqual([]);
    expect(await take(after(500))).toEqual([{ payment, attempts: 2 }]);
    await stores().payments.settle({ ...payment, version: 9 }, undefined);
    expect(await take(after(1_000))).toHaveLength(1);
    await stores().payments.settle(payment, undefined);
    expect(await take(after(9_999))).toEqual([]);
  });

  test("many that look at once for what is due get each payment once", async () => {
    const long = new Date(noon.getTime() - 3_600_000);
    const made = [];
    for (const _ of Array.from({ length: 30 })) made.push((await begun({}, long)).paymentId);
    const rounds = Array.from({ length: 20 }, () => stores().payments.takeDue(long, after(3_600_000)));
    const taken = (await Promise.all(rounds)).flat().map(({ payment: { paymentId } }) => paymentId);
    expect(taken.toSorted()).toEqual(made.toSorted());
  });

  test("the payments of an order are listed by pages, oldest first", async () => {
    const orderId = ids.next("ord");
    const made = [];
    for (const ms of [0, 1, 1]) made.push(await begun({ orderId, createTime: after(ms) }));
    const first = await stores().payments.page(orderId, undefined, 2);
    expect(first.items).toEqual(made.slice(0, 2));
    const second = await stores().payments.page(orderId, first.nextKey, 2);
    expect(second).toEqual({ items: made.slice(2), nextKey: undefined });
  });

  test("a payment that is there is not created again", async () => {
    const payment = aPayment({ state: "CAPTURED", captured: 1290n, provider: "EXTERNAL" });
    expect(await stores().payments.create(payment, [eventOf("PaymentCaptured", payment)])).toEqual(payment);
    const other = { ...payment, reference: "R-2" };
    expect(await stores().payments.create(other, [eventOf("PaymentCaptured", other)])).toEqual(payment);
  });

  test("an event of the provider is work once, unless it says what is known already", async () => {
    const reference = `pi_${ids.uuid()}`;
    const keep = (eventId: string, about = reference) =>
      stores().webhooks.keep({ eventId, type: "t", reference: about }, ["AUTHORIZED"], noon, after(1_000));
    const [first, second] = [ids.uuid(), ids.uuid()];
    expect([await keep(first), await keep(first), await keep(ids.uuid(), "")]).toEqual([true, false, false]);
    const payment = await begun();
    await stores().payments.record(payment, (read) => ({ next: { ...authorize(read), reference }, events: [] }));
    expect(await keep(second)).toBe(false);
    const take = async (now: Date) => {
      const due = await stores().webhooks.takeDue(now, new Date(now.getTime() + 1_000));
      return due.filter((event) => event.reference === reference);
    };
    expect(await take(after(999))).toEqual([]);
    expect(await take(after(1_000))).toEqual([{ eventId: first, type: "t", reference, attempts: 1 }]);
    await stores().webhooks.settle(first, undefined);
    expect(await take(after(9_999))).toEqual([]);
  });
}

const pending = { state: "PENDING", reference: "", createTime: noon } as const;
