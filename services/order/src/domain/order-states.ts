/** How far an order has come. */
export type OrderState = "PENDING" | "AWAITING_PAYMENT" | "PLACED" | "PAID" | "CANCELLED" | "RETURNED" | "FAILED";

/** Which states follow each state; what is not here does not happen. */
export const nextStates: Readonly<Record<OrderState, readonly OrderState[]>> = {
  PENDING: ["AWAITING_PAYMENT", "PLACED", "PAID", "FAILED"],
  AWAITING_PAYMENT: ["PLACED", "FAILED"],
  PLACED: ["PAID", "CANCELLED"],
  PAID: ["CANCELLED", "RETURNED"],
  CANCELLED: [],
  RETURNED: [],
  FAILED: [],
};

/** What people may ask of an order, by the states that allow it. */
export const verbStates = {
  resume: ["PENDING", "AWAITING_PAYMENT", "PLACED"],
  cancel: ["PLACED", "PAID"],
  return: ["PAID"],
  ship: ["PAID"],
} as const satisfies Readonly<Record<string, readonly OrderState[]>>;

export type OrderVerb = keyof typeof verbStates;

export function allows(state: OrderState, verb: OrderVerb): boolean {
  const states: readonly OrderState[] = verbStates[verb];
  return states.includes(state);
}

/** True for orders that were placed, whatever became of them since: they have a number. */
export function isPlaced(state: OrderState): boolean {
  return isSettled(state) && state !== "FAILED";
}

/** True once no payment is waited for any more; there is no way back from there. */
export function isSettled(state: OrderState): boolean {
  return state !== "PENDING" && state !== "AWAITING_PAYMENT";
}

/** The state moved to. Throws RangeError for a move that is not in the table: the code that asked is wrong. */
export function moveState(from: OrderState, to: OrderState): OrderState {
  if (from === to || nextStates[from].includes(to)) return to;
  throw new RangeError(`an order does not move from ${from} to ${to}`);
}
