import fc from "fast-check";
import { aPayment, noon } from "../../test/builders.ts";
import { isStray, moves, observe } from "./observe.ts";
import type { Payment, PaymentState } from "./payment.ts";
import type { ProviderView } from "./provider-view.ts";

const later = new Date("2026-06-01T12:00:01Z");
const states = Object.keys(moves) as PaymentState[];
const viewed = ["PENDING", "REQUIRES_ACTION", "AUTHORIZED", "CAPTURED", "DECLINED", "VOIDED"] as const;

function aView(state: ProviderView["state"]): ProviderView {
  return {
    reference: "pi_1",
    state,
    captured: state === "CAPTURED" ? 1290n : 0n,
    declineCode: state === "DECLINED" ? "lost_card" : "",
    nextAction: state === "REQUIRES_ACTION" ? { redirectUrl: "https://bank.example", clientSecret: "s" } : undefined,
  };
}

const inState = (state: PaymentState): Payment => aPayment({ state, captured: state === "CAPTURED" ? 1290n : 0n });

const events: Readonly<Record<ProviderView["state"], readonly string[]>> = {
  PENDING: [],
  REQUIRES_ACTION: [],
  AUTHORIZED: ["PaymentAuthorized"],
  CAPTURED: ["PaymentCaptured"],
  DECLINED: ["PaymentDeclined"],
  VOIDED: ["PaymentVoided"],
};

test.each(states.flatMap((state) => viewed.map((view) => [state, view] as const)))(
  "a payment in %s that is seen %s moves by the table",
  (state, view) => {
    const payment = inState(state);
    const { next, events: told } = observe(payment, aView(view), later);
    if (!moves[state].includes(view)) {
      expect(next).toBe(payment);
      expect(told).toEqual([]);
      return;
    }
    expect(next).toMatchObject({ ...aView(view), version: 2, updateTime: later });
    expect(told.map(({ type }) => type)).toEqual(events[view]);
    expect(told.every(({ version, payment: carried }) => version === 2 && carried === next)).toBe(true);
  },
);

/** What an intent can go through at Stripe. */
const histories: readonly (readonly ProviderView["state"][])[] = [
  ["PENDING", "REQUIRES_ACTION", "AUTHORIZED", "CAPTURED"],
  ["PENDING", "AUTHORIZED", "CAPTURED"],
  ["PENDING", "AUTHORIZED", "VOIDED"],
  ["PENDING", "REQUIRES_ACTION", "VOIDED"],
  ["PENDING", "REQUIRES_ACTION", "DECLINED"],
  ["PENDING", "DECLINED"],
];

test("views that come late, twice and in any order lead to the same end, each event once", () => {
  const history = fc.constantFrom(...histories);
  const arrivals = history.chain((views) =>
    fc
      .array(fc.constantFrom(...views), { maxLength: 6 })
      .chain((more) => fc.shuffledSubarray([...views, ...more], { minLength: views.length + more.length }))
      .map((order) => ({ views, order })),
  );
  fc.assert(
    fc.property(arrivals, ({ views, order }) => {
      let payment = inState("PENDING");
      const told: string[] = [];
      for (const view of order) {
        const decision = observe(payment, aView(view), noon);
        payment = decision.next;
        told.push(...decision.events.map(({ type }) => type));
      }
      expect(payment.state).toBe(views.at(-1));
      expect(new Set(told).size).toBe(told.length);
    }),
  );
});

test("money that is set aside for a payment that was given up is stray", () => {
  const stray = states.flatMap((state) =>
    viewed.filter((view) => isStray(inState(state), aView(view))).map((view) => `${state} seen ${view}`),
  );
  expect(stray.toSorted()).toEqual([
    "DECLINED seen AUTHORIZED",
    "DECLINED seen REQUIRES_ACTION",
    "VOIDED seen AUTHORIZED",
    "VOIDED seen REQUIRES_ACTION",
  ]);
});
