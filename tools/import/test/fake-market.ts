import { type DescMessage, type MessageShape, toJsonString } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createRouterTransport, type Transport } from "@connectrpc/connect";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import {
  BatchAdjustStockRequestSchema,
  InventoryService,
} from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";
import {
  BatchUpsertProductsRequestSchema,
  CategoryService,
  CreateCategoryRequestSchema,
  type ProductInput,
  ProductInputSchema,
  ProductService,
  UpsertOutcome,
} from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { BatchUpsertUsersRequestSchema, UserDeskService } from "#gen/es/ultramarket/user/v1/user_service_pb.js";

interface KeptProduct {
  readonly id: string;
  readonly input: ProductInput;
  readonly variantIds: ReadonlyMap<string, string>;
}

/** What imports need of a market, in memory, with request keys as the real one keeps them. */
export interface FakeMarket {
  readonly url: string;
  readonly transport: Transport;
  /** Everything it keeps, without ids and times. */
  content(): unknown;
  onHand(sku: string): bigint | undefined;
  setStock(sku: string, units: bigint): void;
  /** SKUs that belong to somebody else: upserts of them fail. */
  readonly taken: Set<string>;
  /** How many writes there were. */
  writes(): number;
  /** The write of that number, counted from now, fails: before its effect, or after it, as if the answer were lost. */
  breakAt(write: number, when: "before" | "after"): void;
}

export function fakeMarket(): FakeMarket {
  const products: KeptProduct[] = [];
  const categories: { categoryId: string; parentCategoryId: string; name: string; slug: string }[] = [];
  const stock = new Map<string, bigint>();
  const users = new Map<string, string>();
  const answers = new Map<string, { request: string; answer: unknown }>();
  const taken = new Set<string>();
  let writes = 0;
  let broken: { write: number; when: "before" | "after" } | undefined;

  const write = <Desc extends DescMessage, T>(
    schema: Desc,
    request: MessageShape<Desc> & { requestId: string },
    work: () => T,
  ): T => {
    writes += 1;
    const breaks = broken?.write === writes ? broken.when : undefined;
    if (breaks === "before") throw new ConnectError("gone", Code.Unavailable);
    const text = toJsonString(schema, request);
    const kept = answers.get(request.requestId);
    if (kept !== undefined && kept.request !== text) throw new ConnectError("key reused", Code.InvalidArgument);
    const answer = kept === undefined ? work() : (kept.answer as T);
    answers.set(request.requestId, { request: text, answer });
    if (breaks === "after") throw new ConnectError("gone", Code.Unavailable);
    return answer;
  };

  const upsert = (input: ProductInput) => {
    const skus = input.variants.map(({ sku }) => sku);
    const foreign = skus.find((sku) => taken.has(sku));
    if (foreign !== undefined) {
      const details = [anyPack(ErrorInfoSchema, create(foreign))];
      return { error: { code: Code.AlreadyExists, message: "another variant holds the SKU", details } };
    }
    const place = products.findIndex(({ variantIds }) => skus.some((sku) => variantIds.has(sku)));
    const before = products[place];
    const variantIds = new Map(skus.map((sku) => [sku, before?.variantIds.get(sku) ?? `var_${sku}`]));
    const product = { id: before?.id ?? `prd_${products.length}`, input, variantIds };
    if (before === undefined) products.push(product);
    else products[place] = product;
    const same = before !== undefined && textOf(before.input) === textOf(input);
    const outcome =
      before === undefined ? UpsertOutcome.CREATED : same ? UpsertOutcome.UNCHANGED : UpsertOutcome.UPDATED;
    return { productId: product.id, outcome, variants: skus.map((sku) => ({ sku, variantId: `var_${sku}` })) };
  };

  const transport = createRouterTransport(({ service }) => {
    service(ProductService, {
      batchUpsertProducts: (request) =>
        write(BatchUpsertProductsRequestSchema, request, () => ({ results: request.products.map(upsert) })),
    });
    service(CategoryService, {
      listCategories: () => ({ categories }),
      createCategory: (request) =>
        write(CreateCategoryRequestSchema, request, () => {
          const { name = "", slug = "", parentCategoryId = "" } = request.category ?? {};
          const category = {
            categoryId: `cat_${parentCategoryId}/${name}`,
            parentCategoryId,
            name,
            slug: slug || name,
          };
          if (categories.some((other) => other.slug === category.slug)) {
            throw new ConnectError("slug taken", Code.AlreadyExists);
          }
          categories.push(category);
          return { category };
        }),
    });
    service(InventoryService, {
      listStock: () => ({
        stock: [...stock].map(([variantId, onHand]) => ({ variantId, onHand, reserved: 0n, available: onHand })),
      }),
      batchAdjustStock: (request) =>
        write(BatchAdjustStockRequestSchema, request, () => {
          for (const { variantId, quantityDelta } of request.adjustments) {
            const units = (stock.get(variantId) ?? 0n) + quantityDelta;
            const index = String(request.adjustments.findIndex((one) => one.variantId === variantId));
            if (units < 0n || taken.has(`stock of ${variantId}`)) {
              const details = [{ desc: ErrorInfoSchema, value: { reason: "STOCK_INSUFFICIENT", metadata: { index } } }];
              throw new ConnectError("too few are free", Code.FailedPrecondition, undefined, details);
            }
          }
          for (const { variantId, quantityDelta } of request.adjustments) {
            stock.set(variantId, (stock.get(variantId) ?? 0n) + quantityDelta);
          }
          return {};
        }),
    });
    service(UserDeskService, {
      batchUpsertUsers: (request) =>
        write(BatchUpsertUsersRequestSchema, request, () => {
          for (const { externalReference, countryCode } of request.customers) users.set(externalReference, countryCode);
          return {};
        }),
    });
  });

  const textOf = (input: ProductInput) => toJsonString(ProductInputSchema, input);
  return {
    url: "http://market.test",
    transport,
    taken,
    writes: () => writes,
    breakAt(number, when) {
      broken = { write: writes + number, when };
    },
    onHand: (sku) => stock.get(`var_${sku}`),
    setStock: (sku, units) => void stock.set(`var_${sku}`, units),
    content: () => ({
      products: products.map(({ input }) => textOf(input)),
      categories: categories.map(({ categoryId }) => categoryId).toSorted(),
      stock: [...stock].toSorted(),
      users: [...users].toSorted(),
    }),
  };
}

function create(sku: string) {
  return {
    $typeName: "google.rpc.ErrorInfo" as const,
    reason: "SKU_TAKEN",
    domain: "product.ultramarket",
    metadata: { sku },
  };
}
