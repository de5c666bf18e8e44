import { Order } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { refuse } from "#mesh/kernel";
import { anAddress, aPacking, aSentPacking, aShipment, ids } from "../../test/builders.ts";
import { orderRefusal } from "../../test/fake-order-service.ts";
import type { Dial } from "./dial.ts";
import { orderClient } from "./order-client.ts";

/** An order service whose every method answers this, or fails with it. */
function orders(answer: unknown, asked: unknown[] = []) {
  const answering = async (request: unknown) => {
    asked.push(request);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const dial = (() => ({ allocateShipment: answering, releaseShipment: answering })) as unknown as Dial;
  return orderClient(dial);
}

const refusal = (reason: string, metadata: object = {}) => expect.objectContaining({ reason, metadata });
const own = "shipping.ultramarket";

test("what the order sets aside comes with the names and weights of its lines", async () => {
  const [lineId, variantId] = [ids.next("lin"), ids.next("var")];
  const line = { lineId, variantId, sku: "MUG", name: "Mug", quantity: 3n, weightGrams: 350 };
  const order = Order.fromPartial({ userId: "usr_1", lines: [line], shippingAddress: anAddress() });
  const asked: unknown[] = [];
  const packing = aPacking();
  const answer = { order, lines: [{ lineId, quantity: 2n }], reservationId: "rsv_1" };
  expect(await orders(answer, asked).allocate(packing)).toEqual({
    ...{ userId: "usr_1", reservationId: "rsv_1", address: anAddress(), lines: [{ ...line, quantity: 2n }] },
  });
  const { shipmentId, orderId } = packing;
  await orders(answer, asked).allocate({ ...aSentPacking(), shipmentId, orderId });
  const request = { shipmentId, orderId, lines: [], requestId: `${shipmentId}/allocate` };
  expect(asked).toEqual([
    { ...request, sent: false, trackingNumber: "" },
    { ...request, sent: true, trackingNumber: "VAN 7" },
  ]);
});

test.each([
  ["ORDER_NOT_SHIPPABLE", { state: "CANCELLED" }],
  ["NOTHING_TO_SHIP", {}],
  ["QUANTITY_TOO_LARGE", { line_id: "lin_1", shippable: "2" }],
])("%s of the order is told as the service's own", async (reason, metadata) => {
  const allocating = orders(orderRefusal(reason, metadata)).allocate(aPacking());
  await expect(allocating).rejects.toThrow(expect.objectContaining({ reason, metadata, domain: own }));
});

test("an id taken by another shipment is a request id used before; all else stays what it is", async () => {
  const taken = orders(orderRefusal("SHIPMENT_ID_TAKEN")).allocate(aPacking());
  await expect(taken).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
  for (const reason of ["RESOURCE_NOT_FOUND", "SERVICE_UNAVAILABLE"] as const) {
    await expect(orders(refuse(reason)).allocate(aPacking())).rejects.toThrow(refusal(reason));
  }
});

test("units are taken back; there is nothing to take back of an order that is none", async () => {
  await orders({}).release(aShipment());
  await orders(refuse("RESOURCE_NOT_FOUND")).release(aShipment());
  const sent = orders(orderRefusal("SHIPMENT_SENT")).release(aShipment());
  await expect(sent).rejects.toThrow(refusal("SHIPMENT_STATE_WRONG", { state: "SHIPPED" }));
  await expect(orders(refuse("SERVICE_UNAVAILABLE")).release(aShipment())).rejects.toThrow(
    refusal("SERVICE_UNAVAILABLE"),
  );
});
