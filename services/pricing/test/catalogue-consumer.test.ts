import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { QuoteServiceService } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { Product, ProductState } from "#gen/grpc/ultramarket/product/v1/product.ts";
import { ProductCreated, ProductUpdated } from "#gen/grpc/ultramarket/product/v1/product_events.ts";
import { type Bus, openPostgresBus } from "#mesh/events";
import { silentLogger } from "#mesh/kernel";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { pricingService } from "../src/service.ts";
import { eur, ids, nobodyKnown, noon } from "./builders.ts";
import { fakeProduct } from "./fake-product.ts";

let market: TestHost;
let bus: Bus;
let quotes: Client<typeof QuoteServiceService>;

beforeAll(async () => {
  market = await startTestHost({ services: [fakeProduct().service, pricingService] });
  bus = await openPostgresBus({ url: market.env.DATABASE_URL ?? "", log: silentLogger });
  quotes = createClient(QuoteServiceService, market.host.channelTo("pricing", "order"));
});

afterAll(async () => {
  await bus?.close();
  await market?.close();
});

function aProduct() {
  const productId = ids.next("prd");
  const variantIds = [ids.next("var"), ids.next("var")];
  const productOf = (state: ProductState, prices: readonly number[]): Product =>
    Product.fromPartial({
      productId,
      state,
      name: "Mug",
      slug: "mug",
      description: "",
      brand: "",
      categoryIds: [],
      options: [],
      variants: prices.map((minorUnits, index) => {
        const variantId = variantIds[index] ?? "";
        return {
          variantId,
          sku: variantId,
          optionValues: [],
          price: eur(minorUnits),
          weightGrams: 0,
          gtin: "",
          nonStock: false,
        };
      }),
      media: [],
      attributes: [],
      etag: "",
      createTime: noon,
      updateTime: noon,
    });
  const send = async (
    version: bigint,
    prices: readonly number[],
    state: ProductState = ProductState.PRODUCT_STATE_PUBLISHED,
  ) => {
    const product = productOf(state, prices);
    const created = version === 1n;
    const payload = created
      ? ProductCreated.encode({ product }).finish()
      : ProductUpdated.encode({ product, changedFields: [] }).finish();
    const subject = created ? "product.v1.product_created" : "product.v1.product_updated";
    await append({ subject, key: productId, version, payload: Buffer.from(payload) });
  };
  const prices = async () => {
    const lines = variantIds.map((variantId) => ({
      lineId: variantId,
      variantId,
      quantity: 1n,
      manualUnitPrice: undefined,
    }));
    const request = {
      currencyCode: "EUR",
      countryCode: "",
      lines,
      couponCodes: [],
      shippingMethodId: "",
      ...nobodyKnown,
    };
    const { quote } = await quotes.quotePurchase({ ...request, shippingPrice: undefined });
    return quote?.lines.map(({ unitPrice }) => Number(unitPrice?.minorUnits));
  };
  return { send, prices };
}

async function append(event: Pick<EventEnvelope, "subject" | "key" | "version" | "payload">) {
  const eventId = ids.uuid();
  const rest = { eventId, createTime: noon, traceparent: "", producer: "product", onBehalfOf: "" };
  const envelope = EventEnvelope.encode({ ...event, ...rest }).finish();
  await bus.append([{ eventId, subject: event.subject, key: event.key, envelope }]);
}

const lag = async () => (await bus.lag()).find(({ consumer }) => consumer === "pricing.catalogue");

test("prices follow what products tell, and an older or repeated event changes nothing", async () => {
  const { send, prices } = aProduct();
  await send(1n, [100, 200]);
  await eventually(async () => expect(await prices()).toEqual([100, 200]));
  await send(3n, [300]);
  await send(2n, [250, 250]);
  await send(3n, [999, 999]);
  await eventually(async () => (await lag())?.waiting === 0);
  expect(await prices()).toEqual([300]);
});

test("what is not published has no price", async () => {
  const { send, prices } = aProduct();
  await send(1n, [100, 200], ProductState.PRODUCT_STATE_DRAFT);
  await send(2n, [100, 200]);
  await eventually(async () => expect(await prices()).toEqual([100, 200]));
  await send(3n, [100, 200], ProductState.PRODUCT_STATE_ARCHIVED);
  await eventually(async () => expect(await prices()).toEqual([]));
});

test("an event without its product is tried again, and not lost", async () => {
  await append({ subject: "product.v1.product_created", key: ids.next("prd"), version: 1n, payload: Buffer.alloc(0) });
  await eventually(async () => (await lag())?.retrying === 1);
});
