import fc from "fast-check";
import { ids, noon } from "../../test/cart-builders.ts";
import { anOrder, anOrderLine, aShipment } from "../../test/order-builders.ts";
import { allocateShipment, knownShipment } from "./allocate-shipment.ts";
import { fulfillmentState, furthestShipment, shippableQuantities, shippedQuantities } from "./fulfillment.ts";
import { type Order, returnedQuantities, unsentQuantities } from "./order.ts";
import { cancelOrder } from "./order-cancel.ts";
import { returnLines } from "./return-lines.ts";
import type { ShipmentState } from "./shipment.ts";

const [mugs, plates] = [anOrderLine({ quantity: 3n }), anOrderLine({ quantity: 1n })];
const reason = (name: string, metadata = {}) =>
  expect.objectContaining({ reason: name, metadata: expect.objectContaining(metadata) });
const aPaidOrder = (change: Partial<Order> = {}) =>
  anOrder({ state: "PAID", step: "DONE", lines: [mugs, plates], ...change });
const sending = (state: ShipmentState, mugCount: bigint, plateCount = 0n) => {
  const lines = [
    { lineId: mugs.lineId, quantity: mugCount },
    { lineId: plates.lineId, quantity: plateCount },
  ];
  return aShipment({ state, lines: lines.filter(({ quantity }) => quantity > 0n) });
};
const back = (order: Order, quantity: bigint, line = mugs) =>
  returnLines(order, { lines: [{ lineId: line.lineId, quantity }], reason: "why" }, noon, ids).next;
const left = (order: Order) => shippableQuantities(order).get(mugs.lineId);
const pack = (order: Order, quantity?: bigint) =>
  allocateShipment(
    order,
    { shipmentId: ids.next("shp"), lines: quantity === undefined ? [] : [{ lineId: mugs.lineId, quantity }] },
    noon,
  );

test.each([
  [[], "NOT_SHIPPED"],
  [[sending("PACKED", 3n, 1n)], "NOT_SHIPPED"],
  [[sending("SHIPPED", 1n)], "PARTIALLY_SHIPPED"],
  [[sending("SHIPPED", 3n), sending("CANCELLED", 0n, 1n)], "PARTIALLY_SHIPPED"],
  [[sending("SHIPPED", 3n), sending("DELIVERED", 0n, 1n)], "SHIPPED"],
  [[sending("DELIVERED", 1n), sending("DELIVERED", 2n, 1n), sending("CANCELLED", 3n)], "DELIVERED"],
] as const)("shipments %# make an order %s", (shipments, state) => {
  expect(fulfillmentState(aPaidOrder({ shipments }))).toBe(state);
});

test("what came back unsent is nothing to send: the rest makes the order shipped", () => {
  const order = back(back(aPaidOrder(), 1n), 1n, plates);
  expect(fulfillmentState(order)).toBe("NOT_SHIPPED");
  expect(fulfillmentState({ ...order, shipments: [sending("SHIPPED", 2n)] })).toBe("SHIPPED");
});

test("what came back unsent is not packed later, also once as much was sent", () => {
  const order = back(aPaidOrder(), 1n);
  expect(left(order)).toBe(2n);
  expect(left({ ...order, shipments: [sending("SHIPPED", 2n)] })).toBe(0n);
});

test("what came back after it was sent leaves the rest to be packed", () => {
  const order = back(aPaidOrder({ shipments: [sending("SHIPPED", 2n)] }), 1n);
  expect(left(order)).toBe(1n);
  expect(left(back(order, 2n))).toBe(0n);
});

test("what is packed comes back once it was sent, or unpacked", () => {
  const packed = sending("PACKED", 2n);
  const order = aPaidOrder({ shipments: [packed] });
  const refused = reason("QUANTITY_TOO_LARGE", { line_id: mugs.lineId, returnable: "1", packed: "2" });
  expect(() => back(order, 2n)).toThrow(refused);
  expect(left(back(order, 1n))).toBe(0n);
  expect(back({ ...order, shipments: [{ ...packed, state: "SHIPPED" }] }, 2n).returns).toMatchObject([
    { lines: [{ quantity: 2n, unsentQuantity: 0n }] },
  ]);
  expect(back({ ...order, shipments: [{ ...packed, state: "CANCELLED" }] }, 3n).returns).toMatchObject([
    { lines: [{ quantity: 3n, unsentQuantity: 3n }] },
  ]);
});

test("everything that is left is packed, then nothing is, and units of a cancelled shipment can be packed anew", () => {
  const order = aPaidOrder({ shipments: [sending("SHIPPED", 1n), sending("CANCELLED", 3n, 1n)] });
  const all = pack(order);
  expect(all.lines).toEqual([
    { lineId: mugs.lineId, quantity: 2n },
    { lineId: plates.lineId, quantity: 1n },
  ]);
  const packed = { ...order, shipments: [...order.shipments, all] };
  expect(() => pack(packed)).toThrow(reason("NOTHING_TO_SHIP"));
  expect(shippedQuantities(packed)).toEqual(new Map([[mugs.lineId, 1n]]));
});

test("a line of no stock is never packed, and what is left without it makes the order shipped", () => {
  const fee = anOrderLine({ nonStock: true, quantity: 1n });
  const order = aPaidOrder({ lines: [mugs, fee] });
  expect(pack(order).lines).toEqual([{ lineId: mugs.lineId, quantity: 3n }]);
  const wanted = { shipmentId: ids.next("shp"), lines: [{ lineId: fee.lineId, quantity: 1n }] };
  const refused = reason("QUANTITY_TOO_LARGE", { line_id: fee.lineId, shippable: "0" });
  expect(() => allocateShipment(order, wanted, noon)).toThrow(refused);
  expect(() => pack({ ...order, lines: [fee] })).toThrow(reason("NOTHING_TO_SHIP"));
  expect(fulfillmentState({ ...order, shipments: [sending("SHIPPED", 3n)] })).toBe("SHIPPED");
  expect(fulfillmentState({ ...order, shipments: [sending("DELIVERED", 3n)] })).toBe("DELIVERED");
  expect(fulfillmentState({ ...order, lines: [fee] })).toBe("NOT_SHIPPED");
});

test("more than is left, and lines the order does not have, are refused; a line named twice is summed", () => {
  const order = aPaidOrder({ shipments: [sending("PACKED", 1n)] });
  const metadata = { line_id: mugs.lineId, shippable: "2" };
  expect(() => pack(order, 3n)).toThrow(reason("QUANTITY_TOO_LARGE", metadata));
  const wanted = (lineId: typeof mugs.lineId) => ({
    shipmentId: ids.next("shp"),
    lines: Array(2).fill({ lineId, quantity: 1n }),
  });
  expect(allocateShipment(order, wanted(mugs.lineId), noon).lines).toEqual([{ lineId: mugs.lineId, quantity: 2n }]);
  expect(() => allocateShipment(order, wanted(plates.lineId), noon)).toThrow(reason("QUANTITY_TOO_LARGE"));
  expect(() => allocateShipment(order, wanted(ids.next("lin")), noon)).toThrow(reason("INVALID_REQUEST"));
});

test("a shipment is known by its id and lines, unless it was taken back", () => {
  const [known, gone] = [sending("SHIPPED", 2n, 1n), sending("CANCELLED", 1n)];
  const order = aPaidOrder({ shipments: [known, gone] });
  const { shipmentId, lines } = known;
  expect(knownShipment(order, { shipmentId: ids.next("shp"), lines })).toBeUndefined();
  expect(knownShipment(order, { shipmentId, lines: lines.toReversed() })).toBe(known);
  expect(knownShipment(order, { shipmentId, lines: [] })).toBe(known);
  const taken = reason("SHIPMENT_ID_TAKEN", { shipment_id: shipmentId });
  expect(() => knownShipment(order, { shipmentId, lines: lines.slice(1) })).toThrow(taken);
  expect(() => knownShipment(order, gone)).toThrow(reason("SHIPMENT_ID_TAKEN", { shipment_id: gone.shipmentId }));
});

test.each([
  [["PACKED"], "PACKED"],
  [["SHIPPED", "PACKED"], "SHIPPED"],
  [["DELIVERED", "SHIPPED", "CANCELLED"], "DELIVERED"],
] as const)("an order with shipments that are %s is not cancelled, since something is %s", (states, state) => {
  const order = aPaidOrder({ shipments: states.map((each) => sending(each, 1n)) });
  expect(furthestShipment(order)).toBe(state);
  expect(() => cancelOrder(order, "why", noon, ids)).toThrow(reason("ORDER_NOT_CANCELLABLE", { state }));
});

test("an order whose shipments were all taken back is cancelled", () => {
  const order = aPaidOrder({ shipments: [sending("CANCELLED", 1n)] });
  expect(cancelOrder(order, "why", noon, ids).next.state).toBe("CANCELLED");
});

test("however units are packed, sent, taken back and returned, no more are packed or come back than were bought", () => {
  const verb = fc.constantFrom("pack", "send", "release", "return");
  fc.assert(
    fc.property(fc.array(fc.tuple(verb, fc.bigInt({ min: 1n, max: 3n })), { maxLength: 12 }), (verbs) => {
      let order = aPaidOrder({ lines: [mugs] });
      for (const [what, quantity] of verbs) {
        try {
          order = after(order, what, quantity);
        } catch (error) {
          expect(error).toMatchObject({ domain: "order.ultramarket" });
        }
        const packed = order.shipments.filter(({ state }) => state !== "CANCELLED").flatMap(({ lines }) => lines);
        const unsent = unsentQuantities(order).get(mugs.lineId) ?? 0n;
        const taken = packed.reduce((sum, line) => sum + line.quantity, 0n);
        expect([left(order), order.state]).toEqual([3n - taken - unsent, isAllBack(order) ? "RETURNED" : "PAID"]);
        expect(left(order)).toBeGreaterThanOrEqual(0n);
      }
    }),
  );
});

const isAllBack = (order: Order) => returnedQuantities(order).get(mugs.lineId) === 3n;

function after(order: Order, what: "pack" | "send" | "release" | "return", quantity: bigint): Order {
  if (what === "return") return back(order, quantity);
  if (what === "pack") return { ...order, shipments: [...order.shipments, pack(order, quantity)] };
  const first = order.shipments.find(({ state }) => state === "PACKED");
  const state = what === "send" ? "SHIPPED" : "CANCELLED";
  return { ...order, shipments: order.shipments.map((each) => (each === first ? { ...each, state } : each)) };
}
