/** A checkpoint at which something is killed: who reaches it, or else the victim. */
export interface CrashPoint {
  readonly name: string;
  readonly victim?: string;
}

/** Both sides of each point. */
export const around = (...names: readonly string[]): readonly CrashPoint[] =>
  names.flatMap((name) => [{ name: `${name}.before` }, { name: `${name}.after` }]);

/** Kills somebody else than who reaches the points. */
export const killing = (victim: string, points: readonly CrashPoint[]): readonly CrashPoint[] =>
  points.map(({ name }) => ({ name, victim }));

/** Checkpoints of every checkout, in the order they are passed in. */
export const checkoutPoints: readonly CrashPoint[] = [
  ...around("order.quote", "order.begin"),
  ...around("order.reserve", "inventory.reserve", "inventory.commit", "order.record_reserved"),
  ...around("order.authorize", "payment.begin", "payment.authorize", "payment.record", "payment.commit"),
  ...around("order.record_authorized", "order.commit_stock", "inventory.commit_hold", "order.place", "order.commit"),
  ...around("order.capture", "payment.capture", "order.record_paid"),
];

/** Where a checkout waits for others: what they need is killed there. */
export const waitingPoints = around("order.reserve", "order.authorize", "order.place", "order.capture");

/** Where it is not known here what the provider did. */
export const unheardPoints = around("payment.authorize", "payment.capture");

/** Checkpoints of what follows a declined card. */
export const declinePoints = around("order.record_authorized", "order.release", "inventory.release");

/** Checkpoints of what follows when a customer comes back from the bank. */
export const authenticatePoints = around("order.resolve", "order.record_resolved", "order.place");

/** Checkpoints of what follows when a customer does not come back. */
export const abandonPoints = around(
  ...["order.void", "payment.void", "order.record_voided", "order.release", "order.record_released"],
);

/** Checkpoints of the coupons that orders are counted for. */
export const couponPoints = around(
  ...["order.redeem", "order.record_redeemed", "order.unredeem", "order.record_unredeemed"],
);

export const cancelPoints = around(
  ...["order.cancel", "order.refund", "payment.refund", "order.record_refunded"],
  ...["order.release", "inventory.release", "order.record_released"],
);

export const returnPoints = around(
  ...["order.return", "order.refund", "payment.refund", "order.restock", "inventory.release", "order.record_restocked"],
);
