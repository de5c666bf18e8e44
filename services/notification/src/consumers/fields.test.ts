import { Order } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { OrderPlaced } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import { anOrderMessage } from "../../test/order-message.ts";
import { messageField, onlyFields } from "./fields.ts";

const order = anOrderMessage();
const payload = OrderPlaced.encode({ order }).finish();

test("a message within a message is found, and one that is not set is not", () => {
  const { orderId, total } = Order.decode(messageField(payload, 1) ?? Buffer.of());
  expect({ orderId, total }).toEqual({ orderId: order.orderId, total: order.total });
  expect(messageField(payload, 2)).toBeUndefined();
});

test("of a message only the wanted fields are left", () => {
  const encoded = Order.encode(order).finish();
  const { orderNumber, businessTime } = order;
  expect(Order.decode(onlyFields(encoded, [2, 26]))).toEqual({
    ...Order.decode(Buffer.of()),
    orderNumber,
    businessTime,
  });
});

test("a message that is cut off is refused", () => {
  const cut = payload.subarray(0, -1);
  expect(() => messageField(cut, 1)).toThrow(RangeError);
  expect(() => onlyFields(cut, [1])).toThrow(RangeError);
});
