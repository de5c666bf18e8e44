import { create } from "@bufbuild/protobuf";
import { OrderSchema, OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import { ProductSchema } from "#gen/es/ultramarket/product/v1/product_pb.js";
import { type FakeMarket, fakeMarket } from "../../test/fake-market.ts";
import { buy } from "./buy.ts";
import { receipt } from "./receipt.ts";
import { register } from "./register.ts";

const customer = { email: "customer@ultramarket.example", password: "for the customer" };
const euro = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });

function marketSelling(...weights: readonly number[]): FakeMarket {
  const market = fakeMarket();
  market.accounts.set(customer.email, customer.password);
  for (const [index, weightGrams] of weights.entries()) {
    const variants = [{ variantId: `var ${index}`, sku: `S-${index}`, price: euro(100n), weightGrams }];
    market.products.set(`p${index}`, create(ProductSchema, { slug: `p${index}`, variants }));
  }
  return market;
}

test("a customer buys two things that are sent, with address, coupon and shipping, by the card that pays", async () => {
  const market = marketSelling(500, 0, 700, 300);
  expect(await buy(market.transport, customer)).toMatchObject({ orderNumber: "UM-1" });
  expect(market.calls).toEqual([
    "signIn",
    "createCart",
    "addCartLine var 3 1",
    "addCartLine var 2 2",
    "updateCart",
    "getShippingOptions",
    "updateCart",
    "checkoutCart pm_card_visa first-order/crt 1",
  ]);
  const [filled, shipped] = market.cartUpdates;
  expect(filled?.cart).toMatchObject({ email: customer.email, couponCodes: ["WELCOME10"] });
  expect(filled?.cart?.shippingAddress?.countryCode).toBe("DE");
  expect(shipped?.cart?.shippingMethodId).toBe("standard");
});

test("an order that is not paid is no proof", async () => {
  const market = marketSelling(500);
  market.order = create(OrderSchema, { state: OrderState.FAILED, failureReason: "CARD_DECLINED" });
  await expect(buy(market.transport, customer)).rejects.toThrow(
    "the first purchase came to an order in state FAILED CARD_DECLINED",
  );
});

test("a market without goods is named", async () => {
  await expect(buy(marketSelling(0).transport, customer)).rejects.toThrow("the market has nothing to buy");
});

test("a customer is registered once, and one whose password is another is told apart", async () => {
  const { transport } = fakeMarket();
  expect(await register(transport, customer)).toBe("registered");
  expect(await register(transport, customer)).toBe("registered");
  expect(await register(transport, { ...customer, password: "another one" })).toBe("there before");
});

test("a receipt shows lines, discount, shipping, tax and total, amounts below each other", () => {
  const order = create(OrderSchema, {
    orderNumber: "UM-1000001",
    state: OrderState.PAID,
    lines: [
      { name: "Arched Desk Lamp", quantity: 1n, total: euro(5450n) },
      { name: "Vase", quantity: 12n, total: euro(38_400n) },
    ],
    discountTotal: euro(4385n),
    shippingTotal: euro(0n),
    taxTotal: euro(6301n),
    taxInclusive: true,
    total: euro(39_465n),
  });
  expect(receipt(order)).toBe(
    [
      "order UM-1000001 is PAID",
      "    1 × Arched Desk Lamp  54.50 EUR",
      "    12 × Vase            384.00 EUR",
      "    Discount             -43.85 EUR",
      "    Shipping               0.00 EUR",
      "    Tax, contained in it  63.01 EUR",
      "    Total                394.65 EUR",
    ].join("\n"),
  );
});

test("a receipt leaves out what is nothing", () => {
  const order = create(OrderSchema, {
    orderNumber: "UM-2",
    state: OrderState.PAID,
    taxTotal: euro(0n),
    total: euro(1n),
  });
  expect(receipt(order)).toBe("order UM-2 is PAID\n    Total  0.01 EUR");
});
