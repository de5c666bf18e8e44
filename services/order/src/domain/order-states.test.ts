import { ids, noon } from "../../test/cart-builders.ts";
import { anOrder, anOrderPayment } from "../../test/order-builders.ts";
import { allocateShipment } from "./allocate-shipment.ts";
import { cancelOrder } from "./order-cancel.ts";
import { allows, isPlaced, isSettled, moveState, nextStates, type OrderState } from "./order-states.ts";
import { returnLines } from "./return-lines.ts";

const states = Object.keys(nextStates) as OrderState[];
const pairs = states.flatMap((from) => states.map((to) => [from, to] as const));

test.each(pairs)("an order moves from %s to %s as the table says, and in no other way", (from, to) => {
  if (from === to || nextStates[from].includes(to)) expect(moveState(from, to)).toBe(to);
  else expect(() => moveState(from, to)).toThrow(RangeError);
});

test.each(pairs)("an order that moves from %s to %s stays settled, and placed, if it was", (from, to) => {
  if (!nextStates[from].includes(to)) return;
  if (isSettled(from)) expect(isSettled(to)).toBe(true);
  if (isPlaced(from)) expect(isPlaced(to)).toBe(true);
});

test("from every state an order comes to rest, and what is at rest for good does not move", () => {
  const resting = states.filter((state) => nextStates[state].length === 0);
  expect(resting).toEqual(["CANCELLED", "RETURNED", "FAILED"]);
  for (const state of states) expect([...reachableFrom(state)].some((other) => resting.includes(other))).toBe(true);
});

function reachableFrom(state: OrderState, seen = new Set<OrderState>()): Set<OrderState> {
  if (seen.has(state)) return seen;
  seen.add(state);
  for (const next of nextStates[state]) reachableFrom(next, seen);
  return seen;
}

test.each(states)("in the state %s an order is cancelled, returned, sent or resumed as the table says", (state) => {
  const order = anOrder({ state, step: "DONE", payment: anOrderPayment({ state: "CAPTURED" }) });
  const lines = order.lines.map(({ lineId }) => ({ lineId, quantity: 1n }));
  const refused = (reason: string) => expect.objectContaining({ reason, metadata: { state } });
  const cancel = () => cancelOrder(order, "why", noon, ids).next.state;
  const giveBack = () => returnLines(order, { lines, reason: "why" }, noon, ids).next.state;
  if (allows(state, "cancel")) expect(cancel()).toBe("CANCELLED");
  else expect(cancel).toThrow(refused("ORDER_NOT_CANCELLABLE"));
  if (allows(state, "return")) expect(giveBack()).toBe("PAID");
  else expect(giveBack).toThrow(refused("ORDER_NOT_RETURNABLE"));
  const send = () => allocateShipment(order, { shipmentId: ids.next("shp"), lines: [] }, noon).state;
  if (allows(state, "ship")) expect(send()).toBe("PACKED");
  else expect(send).toThrow(refused("ORDER_NOT_SHIPPABLE"));
  expect(allows(state, "resume")).toBe(["PENDING", "AWAITING_PAYMENT", "PLACED"].includes(state));
});
