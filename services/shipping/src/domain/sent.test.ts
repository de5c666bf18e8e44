import { anAllocation, aSentPacking, noon } from "../../test/builders.ts";
import { later, lookAgainAt } from "./look-again.ts";
import { pack } from "./pack.ts";
import { sentAsTold } from "./sent.ts";

const before = later(noon, -1);
const after = later(noon, 1);
const refusal = (field: string) =>
  expect.objectContaining({ reason: "SHIP_TIME_INVALID", fields: [expect.objectContaining({ field })] });

test("what was sent was sent now, unless another time is told", () => {
  expect(sentAsTold({ trackingNumber: "" }, noon)).toEqual({ shipTime: noon, trackingNumber: "" });
  const told = { shipTime: before, deliverTime: before, trackingNumber: "VAN 7" };
  expect(sentAsTold(told, noon)).toEqual(told);
  expect(sentAsTold({ trackingNumber: "", deliverTime: noon }, noon)).toMatchObject({ shipTime: noon });
});

test.each([
  ["ship_time", { shipTime: after }],
  ["deliver_time", { shipTime: before, deliverTime: after }],
  ["deliver_time", { shipTime: noon, deliverTime: before }],
  ["deliver_time", { deliverTime: before }],
])("a %s that cannot be is refused", (field, told) => {
  expect(() => sentAsTold({ trackingNumber: "", ...told }, noon)).toThrow(refusal(field));
});

test("what was sent is a shipment that is first heard of as shipped, with no carrier that could be asked", () => {
  const packing = aSentPacking({ shipTime: before });
  const { next, events } = pack(packing, anAllocation(), noon);
  expect(next).toMatchObject({
    ...{ shipmentId: packing.shipmentId, state: "SHIPPED", weightGrams: 700, version: 1, revision: 1 },
    ...{ carrierId: "", carrierService: "", trackingNumber: "VAN 7", trackingUrl: "" },
    ...{ createTime: noon, shipTime: before, updateTime: noon },
  });
  expect(events).toEqual([{ type: "ShipmentShipped", key: next.shipmentId, version: 1, shipment: next }]);
  expect(lookAgainAt(next, 0, noon, { trackingMs: 1_000 })).toBeUndefined();
});

test("what arrived as well is heard of as shipped, then as delivered", () => {
  const { next, events } = pack(aSentPacking({ shipTime: before, deliverTime: noon }), anAllocation(), after);
  expect(next).toMatchObject({ state: "DELIVERED", shipTime: before, deliverTime: noon, version: 2 });
  expect(events.map(({ type, version, shipment }) => [type, version, shipment.state])).toEqual([
    ["ShipmentShipped", 1, "SHIPPED"],
    ["ShipmentDelivered", 2, "DELIVERED"],
  ]);
  expect(events[0]?.shipment).not.toHaveProperty("deliverTime");
});
