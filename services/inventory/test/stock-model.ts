import fc from "fast-check";

/** One thing that happens to a variant; `shipment` numbers the shipments of a reservation, and warehouses. */
export interface Step {
  readonly kind: "reserve" | "commit" | "ship" | "giveBack" | "releaseAll" | "find" | "lose";
  readonly reservation: number;
  readonly shipment: number;
  readonly units: number;
}

export const someSteps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom("reserve", "reserve", "commit", "ship", "ship", "giveBack", "releaseAll", "find", "lose"),
    reservation: fc.nat(2),
    shipment: fc.nat(1),
    units: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 8, maxLength: 30 },
);

interface Promised {
  readonly asked: number;
  state: "HELD" | "COMMITTED" | "RELEASED";
  reserved: number;
  sent: number;
  readonly shipments: Set<number>;
}

/** What the service should do with one variant, whichever warehouse it lies in: a loss that fits none is not played. */
export function modelled(stock: number) {
  let onHand = stock;
  const known = new Map<number, Promised>();
  const reservedUnits = () => [...known.values()].reduce((sum, { reserved }) => sum + reserved, 0);

  const steps: Readonly<Record<Step["kind"], (step: Step) => string>> = {
    reserve({ reservation, units }) {
      const before = known.get(reservation);
      if (before !== undefined) {
        if (before.asked !== 0 && before.asked !== units) return "RESERVATION_ID_TAKEN";
        return before.state === "RELEASED" ? "HOLD_EXPIRED" : "";
      }
      if (onHand - reservedUnits() < units) return "OUT_OF_STOCK";
      known.set(reservation, { asked: units, state: "HELD", reserved: units, sent: 0, shipments: new Set() });
      return "";
    },
    commit({ reservation }) {
      const promised = known.get(reservation);
      if (promised === undefined) return "RESOURCE_NOT_FOUND";
      if (promised.state === "RELEASED") return "HOLD_EXPIRED";
      promised.state = "COMMITTED";
      return "";
    },
    ship({ reservation, shipment, units }) {
      const promised = known.get(reservation);
      if (promised === undefined) return "RESOURCE_NOT_FOUND";
      if (promised.shipments.has(shipment)) return "";
      if (promised.state === "HELD") return "HOLD_EXPIRED";
      promised.shipments.add(shipment);
      const sent = Math.min(units, promised.reserved);
      promised.reserved -= sent;
      promised.sent += sent;
      onHand -= sent;
      return "";
    },
    giveBack({ reservation, units }) {
      const promised = known.get(reservation) ?? mark(reservation);
      if (promised.state === "RELEASED") return "";
      if (units > promised.reserved + promised.sent) return "QUANTITY_TOO_LARGE";
      const unsent = Math.min(units, promised.reserved);
      promised.reserved -= unsent;
      promised.sent -= units - unsent;
      onHand += units - unsent;
      return settle(promised);
    },
    releaseAll({ reservation }) {
      const promised = known.get(reservation) ?? mark(reservation);
      promised.reserved = 0;
      return settle(promised);
    },
    find({ units }) {
      onHand += units;
      return "";
    },
    lose({ units }) {
      onHand -= units;
      return "";
    },
  };

  function mark(reservation: number): Promised {
    const promised: Promised = { asked: 0, state: "RELEASED", reserved: 0, sent: 0, shipments: new Set() };
    known.set(reservation, promised);
    return promised;
  }

  function settle(promised: Promised): string {
    if (promised.reserved + promised.sent === 0) promised.state = "RELEASED";
    return "";
  }

  return {
    /** The reason it is refused with, or "". */
    play: (step: Step): string => steps[step.kind](step),
    total: () => ({ onHand, reserved: reservedUnits() }),
  };
}
