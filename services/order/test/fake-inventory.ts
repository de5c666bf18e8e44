import type { Clock } from "#mesh/kernel";
import type { Inventory, StockLine } from "../src/app/ports/inventory.ts";
import type { StepResult } from "../src/domain/checkout-outcome.ts";

export interface FakeReservation {
  state: "HELD" | "COMMITTED" | "RELEASED";
  readonly quantities: Map<string, bigint>;
  readonly expireTime: Date;
}

/** Stock by variant, with the rules of the inventory service: once for each key, holds that lapse by the clock. */
export function fakeInventory(clock: Clock) {
  const stock = new Map<string, bigint>();
  const reservations = new Map<string, FakeReservation>();
  const answers = new Map<string, StepResult>();
  const calls: string[] = [];

  const available = (variantId: string): bigint => {
    const reserved = [...reservations.values()]
      .filter((reservation) => stateOf(reservation) !== "RELEASED")
      .reduce((sum, { quantities }) => sum + (quantities.get(variantId) ?? 0n), 0n);
    return (stock.get(variantId) ?? 0n) - reserved;
  };
  const stateOf = (reservation: FakeReservation) =>
    reservation.state === "HELD" && clock.now() >= reservation.expireTime ? "RELEASED" : reservation.state;

  const once = async (key: string, work: () => StepResult): Promise<StepResult> => {
    calls.push(key);
    const answer = answers.get(key) ?? work();
    answers.set(key, answer);
    return answer;
  };

  const inventory: Inventory = {
    reserve: ({ reservationId, expireTime }, lines, key) =>
      once(key, () => {
        if (clock.now() >= expireTime) return { outcome: "HOLD_EXPIRED" };
        const quantities = summed(lines);
        const short = [...quantities].find(([variantId, quantity]) => available(variantId) < quantity);
        if (short !== undefined) {
          const [variantId] = short;
          return { outcome: "OUT_OF_STOCK", metadata: { variant_id: variantId, available: `${available(variantId)}` } };
        }
        reservations.set(reservationId, { state: "HELD", quantities, expireTime });
        return { outcome: "RESERVED" };
      }),
    commit: (reservationId, key) =>
      once(key, () => {
        const reservation = reservations.get(reservationId);
        if (reservation === undefined || stateOf(reservation) === "RELEASED") return { outcome: "HOLD_EXPIRED" };
        reservation.state = "COMMITTED";
        return { outcome: "COMMITTED" };
      }),
    release: (reservationId, lines, key) =>
      once(key, () => {
        const reservation = reservations.get(reservationId);
        if (lines.length === 0) reservation?.quantities.clear();
        for (const [variantId, quantity] of summed(lines)) {
          const left = (reservation?.quantities.get(variantId) ?? 0n) - quantity;
          if (left < 0n) throw new RangeError(`more of ${variantId} comes back than was kept`);
          reservation?.quantities.set(variantId, left);
        }
        if (reservation && lines.length === 0) reservation.state = "RELEASED";
        return { outcome: "RELEASED" };
      }),
  };
  return { inventory, stock, reservations, available, calls };
}

function summed(lines: readonly StockLine[]): Map<string, bigint> {
  const quantities = new Map<string, bigint>();
  for (const { variantId, quantity } of lines) quantities.set(variantId, (quantities.get(variantId) ?? 0n) + quantity);
  return quantities;
}
