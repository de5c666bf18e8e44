import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { createClient, type Transport } from "@connectrpc/connect";
import { FulfillmentState, type Order, OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import { CreditService, OrderDeskService } from "#gen/es/ultramarket/order/v1/order_service_pb.js";
import { RefundState } from "#gen/es/ultramarket/payment/v1/payment_pb.js";
import { currencyCode } from "../enter/desk.ts";
import { contains, dayOf, timesOf, type Window } from "../plan/window.ts";
import { type Figures, type FiguresByDay, type FiguresByInvoice, noFigures, plus, same } from "./figures.ts";
import { createInvoiceSums } from "./of-invoices.ts";

/** What the order API says of a window. */
export interface OrdersRead {
  readonly days: FiguresByDay;
  readonly invoices: FiguresByInvoice;
  /** What is wrong with single orders, in words. */
  readonly problems: readonly string[];
}

/** Reads all orders and credits of the window, page by page. What was paid back after the window is left out. */
export async function ofOrders(
  transport: Transport,
  window: Window,
  read: (orders: number) => void,
): Promise<OrdersRead> {
  const days = new Map<string, Figures>();
  const invoices = createInvoiceSums();
  const problems: string[] = [];
  const add: Add = (invoice, time, figures) => {
    const day = dayOf(time);
    if (!contains(window, day)) return;
    invoices.add(invoice, figures);
    days.set(day, plus(days.get(day) ?? noFigures, { ...noFigures, ...figures }));
  };
  let count = 0;
  for await (const order of ordersIn(transport, window)) {
    count += 1;
    read(count);
    problems.push(...problemsOf(order));
    addOrder(order, add);
  }
  for await (const credit of creditsIn(transport, window)) {
    add(credit.externalReference, timeOf(credit.businessTime), { credits: credit.total?.minorUnits ?? 0n });
  }
  const used = new Map([...days].filter(([, figures]) => !same(figures, noFigures)));
  return { days: used, invoices: invoices.all, problems };
}

type Add = (invoice: string, time: Date, figures: Partial<Figures>) => void;

function addOrder(order: Order, add: Add): void {
  const { externalReference: invoice } = order;
  const units = order.lines.reduce((sum, { quantity }) => sum + quantity, 0n);
  const gross = order.total?.minorUnits ?? 0n;
  add(invoice, timeOf(order.businessTime), { invoices: 1n, lines: BigInt(order.lines.length), units, gross });
  for (const { amount, businessTime, state } of order.refunds) {
    if (state !== RefundState.FAILED) add(invoice, timeOf(businessTime), { refunds: amount?.minorUnits ?? 0n });
  }
}

function problemsOf({ externalReference, orderNumber, state, fulfillmentState, lines }: Order): readonly string[] {
  const name = `order ${orderNumber} (invoice ${externalReference})`;
  const isPaid = state === OrderState.PAID || state === OrderState.RETURNED;
  const isSent = fulfillmentState === FulfillmentState.SHIPPED || fulfillmentState === FulfillmentState.DELIVERED;
  const hasGoods = lines.some(({ nonStock }) => !nonStock);
  return [
    ...(isPaid ? [] : [`${name} is ${OrderState[state]}, neither paid nor returned`]),
    ...(isSent || !hasGoods ? [] : [`${name} is ${FulfillmentState[fulfillmentState]}, not sent`]),
  ];
}

async function* ordersIn(transport: Transport, window: Window): AsyncGenerator<Order> {
  const { listAllOrders } = createClient(OrderDeskService, transport);
  for (let pageToken = ""; ; ) {
    const page = await listAllOrders({ ...between(window), pageSize: 20, pageToken });
    yield* page.orders.filter((order) => order.currencyCode === currencyCode);
    if (page.nextPageToken === "") return;
    pageToken = page.nextPageToken;
  }
}

async function* creditsIn(transport: Transport, window: Window) {
  const { listCredits } = createClient(CreditService, transport);
  for (let pageToken = ""; ; ) {
    const page = await listCredits({ ...between(window), pageSize: 100, pageToken });
    yield* page.credits.filter((credit) => credit.currencyCode === currencyCode);
    if (page.nextPageToken === "") return;
    pageToken = page.nextPageToken;
  }
}

function between(window: Window) {
  const { start, end } = timesOf(window);
  return { startTime: timestampFromDate(start), endTime: timestampFromDate(end) };
}

function timeOf(time: Parameters<typeof timestampDate>[0] | undefined): Date {
  return time === undefined ? new Date(0) : timestampDate(time);
}
