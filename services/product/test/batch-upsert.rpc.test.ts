import { Status } from "#gen/grpc/google/rpc/status.ts";
import { ProductState } from "#gen/grpc/ultramarket/product/v1/product.ts";
import {
  ProductInput,
  ProductServiceService,
  type UpsertedProduct,
  UpsertOutcome,
  VariantInput,
} from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import type { DomainError } from "#mesh/kernel";
import { type Client, createClient, decodeStatus, fromStatus } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { productService } from "../src/service.ts";
import { fixedId, ids } from "./builders.ts";

const { UPSERT_OUTCOME_CREATED, UPSERT_OUTCOME_UPDATED, UPSERT_OUTCOME_UNCHANGED } = UpsertOutcome;

let market: TestHost;
let products: Client<typeof ProductServiceService>;
let staff: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [productService] });
  products = createClient(ProductServiceService, market.host.channelTo("product", "gateway"));
  staff = { token: await market.tokenFor(["product.read", "product.write"]) };
});

afterAll(() => market?.close());

const upsert = async (entries: ProductInput[], requestId = ids.uuid()) =>
  (
    await products.batchUpsertProducts(
      { products: entries, requestId, validateOnly: false, updateMask: undefined },
      staff,
    )
  ).results;
const unkeyed = { requestId: "", validateOnly: false };
const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });
const fields = (...names: string[]) => ({ fields: names.map((field) => expect.objectContaining({ field })) });

function aVariant(change: Partial<VariantInput> = {}): VariantInput {
  const price = { currencyCode: "GBP", minorUnits: 255n };
  return VariantInput.fromPartial({ sku: `SKU-${ids.uuid()}`, price, ...change });
}

function anInput(change: Partial<ProductInput> = {}): ProductInput {
  return ProductInput.fromPartial({ name: "Stoneware mug", variants: [aVariant()], ...change });
}

/** What the entry is refused with, as the answer of a call of its own would be. */
function refusalOf(result: UpsertedProduct | undefined): DomainError {
  if (result?.error === undefined) throw new Error("not refused");
  expect(result).toMatchObject({ productId: "", outcome: UpsertOutcome.UPSERT_OUTCOME_UNSPECIFIED, variants: [] });
  return fromStatus(decodeStatus(Status.encode(result.error).finish()));
}

async function read({ productId }: UpsertedProduct) {
  return (await products.getProduct({ productId, languageCode: "" }, staff)).product;
}

test("what a batch makes is read back as a draft, with its fees, and found again by its SKUs", async () => {
  const entries = [anInput(), anInput({ name: "Postage", variants: [aVariant({ nonStock: true })] })];
  const made = await upsert(entries);
  expect(made).toEqual(
    entries.map(({ variants }) => ({
      productId: expect.stringMatching(/^prd_/),
      outcome: UPSERT_OUTCOME_CREATED,
      variants: [{ sku: variants[0]?.sku, variantId: expect.stringMatching(/^var_/) }],
      error: undefined,
    })),
  );
  const [mug, postage] = await Promise.all(made.map(read));
  expect(mug).toMatchObject({ state: ProductState.PRODUCT_STATE_DRAFT, variants: [{ nonStock: false }] });
  expect(postage).toMatchObject({ name: "Postage", slug: "postage", variants: [{ nonStock: true }] });

  const published = { ...anInput(entries[1]), state: ProductState.PRODUCT_STATE_PUBLISHED };
  const again = await upsert([anInput(entries[0]), published]);
  expect(again.map(({ outcome }) => outcome)).toEqual([UPSERT_OUTCOME_UNCHANGED, UPSERT_OUTCOME_UPDATED]);
  expect(again.map(({ variants }) => variants)).toEqual(made.map(({ variants }) => variants));
  expect(await Promise.all(again.map(read))).toMatchObject([mug ?? {}, { state: published.state, etag: "2" }]);
});

test("a variant becomes a fee, and stock again, by an update too", async () => {
  const [made] = await upsert([anInput()]);
  const product = await read(made as UpsertedProduct);
  const change = async (nonStock: boolean) => {
    const variants = (product?.variants ?? []).map((variant) => ({ ...variant, nonStock }));
    const request = {
      product: anInput({ variants }),
      updateMask: ["variants"],
      etag: "",
      requestId: "",
      validateOnly: false,
    };
    return (await products.updateProduct({ productId: product?.productId ?? "", ...request }, staff)).product;
  };
  expect(await change(true)).toMatchObject({ variants: [{ nonStock: true }], etag: "2" });
  expect(await change(true)).toMatchObject({ etag: "2" });
  expect(await change(false)).toMatchObject({ variants: [{ nonStock: false }], etag: "3" });
});

test("a wrong entry is refused as CreateProduct refuses it, in its place, and the others are kept", async () => {
  const held = anInput({ slug: `mug-${ids.uuid()}` });
  await upsert([held]);
  const options = [{ name: "Size", values: ["S"] }];
  const wrong = [
    anInput({ slug: held.slug }),
    anInput({ categoryIds: [fixedId("cat", 1)] }),
    anInput({ options }),
    anInput({ variants: [aVariant({ sku: "TWICE" }), aVariant({ sku: "TWICE" })] }),
  ];
  const results = await upsert(wrong.flatMap((entry) => [entry, anInput()]));
  for (const [index, product] of wrong.entries()) {
    const alone = await products.createProduct({ product, ...unkeyed }, staff).catch((error: unknown) => error);
    const { kind, domain, reason, message, metadata } = refusalOf(results[2 * index]);
    expect(alone).toMatchObject({ kind, domain, reason, message, metadata });
    expect(results[2 * index + 1]).toMatchObject({ outcome: UPSERT_OUTCOME_CREATED, error: undefined });
  }
});

test.each<[string, Partial<ProductInput>, string]>([
  ["no name", { name: "" }, "name"],
  ["no variant", { variants: [] }, "variants"],
  [
    "the id of a variant",
    { variants: [aVariant(), aVariant({ variantId: fixedId("var", 1) })] },
    "variants[1].variant_id",
  ],
  ["a wrong check digit", { variants: [aVariant({ gtin: "4006381333930" })] }, "variants[0].gtin"],
  [
    "a currency that is none",
    { variants: [aVariant({ price: { currencyCode: "XXQ", minorUnits: 1n } })] },
    "variants[0].price.currency_code",
  ],
])("an entry with %s is refused with INVALID_REQUEST, its field named from the entry on", async (_, change, field) => {
  const [wrong, right] = await upsert([anInput(change), anInput()]);
  expect(refusalOf(wrong)).toEqual(refusal("INVALID_REQUEST", { kind: "INVALID_ARGUMENT", ...fields(field) }));
  expect(right).toMatchObject({ outcome: UPSERT_OUTCOME_CREATED });
});

test("what breaks the limits of the contract fails as a whole, naming entry and field", async () => {
  const batch = [anInput(), anInput({ variants: [aVariant({ sku: "A B" })] })];
  await expect(upsert(batch)).rejects.toThrow(refusal("INVALID_REQUEST", fields("products[1].variants[0].sku")));
  expect(await upsert(batch.slice(0, 1))).toMatchObject([{ outcome: UPSERT_OUTCOME_CREATED }]);
  await expect(upsert([])).rejects.toThrow(refusal("INVALID_REQUEST", fields("products")));
  await expect(upsert([anInput()], "")).rejects.toThrow(refusal("INVALID_REQUEST", fields("request_id")));
});

test("500 products at once are answered in their order, and a repeat under one request id gives the first answer", async () => {
  const batch = Array.from({ length: 500 }, () => anInput({ name: `Mug ${ids.uuid()}` }));
  const requestId = ids.uuid();
  const [results, repeated] = await Promise.all([upsert(batch, requestId), upsert(batch, requestId)]);
  expect(repeated).toEqual(results);
  expect(results.map(({ variants }) => variants[0]?.sku)).toEqual(batch.map(({ variants }) => variants[0]?.sku));
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set([UPSERT_OUTCOME_CREATED]));
  await expect(upsert(batch.slice(1), requestId)).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
});

test("whoever may not write products may not upsert them", async () => {
  const reader = { token: await market.tokenFor(["product.read"]) };
  const request = { products: [anInput()], requestId: ids.uuid(), validateOnly: false, updateMask: undefined };
  await expect(products.batchUpsertProducts(request, reader)).rejects.toThrow(refusal("PERMISSION_MISSING"));
});
