import { setTimeout as sleep } from "node:timers/promises";
import { type DescMessage, type MessageShape, toJsonString } from "@bufbuild/protobuf";
import { type Timestamp, timestampMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createRouterTransport, type Transport } from "@connectrpc/connect";
import { AnalyticsService } from "#gen/es/ultramarket/analytics/v1/analytics_service_pb.js";
import {
  BatchAdjustStockRequestSchema,
  InventoryService,
} from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";
import {
  BookCreditRequestSchema,
  CreateDraftOrderRequestSchema,
  CreditService,
  DraftOrderService,
  OrderDeskService,
  OrderService,
  PlaceDraftOrderRequestSchema,
  ReturnOrderLinesRequestSchema,
} from "#gen/es/ultramarket/order/v1/order_service_pb.js";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import {
  RecordShipmentRequestSchema,
  ShippingDeskService,
} from "#gen/es/ultramarket/shipping/v1/shipping_service_pb.js";
import { UserDeskService } from "#gen/es/ultramarket/user/v1/user_service_pb.js";
import { isServiceCode } from "../../online-retail/mod.ts";
import { type BookOfSales, openBookOfSales } from "./book-of-sales.ts";

/** What a replay needs of a market, in memory, with request keys as the real one keeps them. */
export interface FakeMarket {
  readonly transport: Transport;
  readonly book: BookOfSales;
  /** Names of the methods that were called with an effect, in order, with their request ids. */
  readonly writes: readonly string[];
  /** The write of this request id fails as long as it is here: after its effect, as if the answer were lost. */
  readonly lost: Set<string>;
  /** Writes of these request ids take a while before they have their effect. */
  readonly slow: Set<string>;
}

/** A market with these SKUs, of each but services 1,000 units, and these customers of the file. */
export function fakeMarket(skus: readonly string[], customers: readonly string[]): FakeMarket {
  const book = openBookOfSales();
  const answers = new Map<string, { readonly request: string; readonly answer: unknown }>();
  const writes: string[] = [];
  const lost = new Set<string>();
  const slow = new Set<string>();
  const products = skus.map((sku) => ({ productId: `prd_${sku}`, variants: [{ variantId: `var_${sku}`, sku }] }));
  for (const sku of skus) if (!isServiceCode(sku)) book.stock.set(`var_${sku}`, 1_000n);

  const write = async <Desc extends DescMessage, T>(
    schema: Desc,
    request: MessageShape<Desc> & { requestId: string },
    work: () => T,
  ): Promise<T> => {
    const { requestId } = request;
    if (slow.has(requestId)) await sleep(100);
    const text = toJsonString(schema, request);
    const kept = answers.get(requestId);
    if (kept !== undefined && kept.request !== text) throw new ConnectError("key reused", Code.InvalidArgument);
    const answer = kept === undefined ? work() : (kept.answer as T);
    if (kept === undefined) writes.push(requestId);
    answers.set(requestId, { request: text, answer });
    if (lost.has(requestId)) throw new ConnectError("gone", Code.Unavailable);
    return answer;
  };

  const transport = createRouterTransport(({ service }) => {
    service(ProductService, { listProducts: ({ pageToken }) => pageOf(products, pageToken, "products") });
    service(UserDeskService, {
      batchFindUsers: ({ externalReferences }) => ({
        users: customers
          .map((number) => ({ userId: `usr_${number}`, externalReference: `online-retail/${number}` }))
          .filter(({ externalReference }) => externalReferences.includes(externalReference)),
      }),
    });
    service(DraftOrderService, {
      createDraftOrder: (request) => write(CreateDraftOrderRequestSchema, request, () => book.draft(request)),
      placeDraftOrder: (request) =>
        write(PlaceDraftOrderRequestSchema, request, () => ({ order: book.place(request.draftOrderId) })),
    });
    service(ShippingDeskService, {
      recordShipment: (request) => write(RecordShipmentRequestSchema, request, () => book.ship(request.orderId)),
    });
    service(OrderService, {
      getOrder: ({ orderId }) => ({ order: book.order(orderId) }),
      returnOrderLines: (request) =>
        write(ReturnOrderLinesRequestSchema, request, () => ({ order: book.takeBack(request) })),
    });
    service(CreditService, {
      bookCredit: (request) => write(BookCreditRequestSchema, request, () => book.credit(request)),
      listCredits: (request) => pageOf(book.credits.filter(inside(request)), request.pageToken, "credits"),
    });
    service(InventoryService, {
      listStock: () => ({ stock: [...book.stock].map(([variantId, units]) => stockOf(variantId, units)) }),
      batchAdjustStock: (request) =>
        write(BatchAdjustStockRequestSchema, request, () => {
          for (const { variantId, quantityDelta } of request.adjustments) book.move(variantId, quantityDelta);
          return {};
        }),
    });
    service(OrderDeskService, {
      listAllOrders: (request) =>
        pageOf([...book.orders.values()].filter(inside(request)), request.pageToken, "orders"),
    });
    service(AnalyticsService, { getRevenue: (request) => ({ intervals: book.revenue(inside(request)) }) });
  });
  return { transport, book, writes, lost, slow };
}

const pageSize = 3;

/** Small pages, so that every list has more than one. */
function pageOf<Name extends string, T>(all: readonly T[], pageToken: string, name: Name) {
  const start = Number(pageToken || 0);
  const nextPageToken = start + pageSize < all.length ? String(start + pageSize) : "";
  return { [name]: all.slice(start, start + pageSize), nextPageToken } as Record<Name, T[]> & { nextPageToken: string };
}

function inside({ startTime, endTime }: { startTime?: Timestamp | undefined; endTime?: Timestamp | undefined }) {
  return ({ businessTime }: { readonly businessTime?: Timestamp | undefined }) => {
    const time = businessTime === undefined ? 0 : timestampMs(businessTime);
    return (
      time >= (startTime === undefined ? 0 : timestampMs(startTime)) &&
      time < (endTime === undefined ? Number.POSITIVE_INFINITY : timestampMs(endTime))
    );
  };
}

function stockOf(variantId: string, units: bigint) {
  return { variantId, onHand: units, reserved: 0n, available: units };
}
