import type { Money } from "#mesh/kernel";
import type { AccountFacts, CodeFacts, OrderFacts, ShipmentFacts } from "./facts.ts";
import type { TemplateId } from "./template.ts";
import { accountView, codeView, orderView, refundView, type Shop, shipmentView, type ViewIn } from "./view.ts";

const eur = (minorUnits: bigint): Money => ({ currencyCode: "EUR", minorUnits });
const noon = new Date("2026-11-22T12:00:00Z");

const order: OrderFacts = {
  orderId: "ord_06aqx3m2r0e0a8v0g0r40w1g60",
  orderNumber: "100042",
  userId: undefined,
  state: "PAID",
  email: "ada@example.com",
  languageCode: "",
  recipientName: "Ada Lovelace",
  addressLines: ["Ada Lovelace", "12 St James's Square", "London SW1Y 4LB", "GB"],
  lines: [
    { lineId: "1", name: "Mug (Blue, L)", quantity: 2n, total: eur(25_80n) },
    { lineId: "2", name: "Tea towel", quantity: 1n, total: eur(9_50n) },
  ],
  subtotal: eur(35_30n),
  discountTotal: eur(3_53n),
  shippingTotal: eur(4_90n),
  taxTotal: eur(5_86n),
  taxInclusive: true,
  total: eur(36_67n),
  refunds: [],
  shipments: [],
  businessTime: noon,
};

/** As little as an order can say. */
const sparse: OrderFacts = {
  ...order,
  recipientName: "",
  addressLines: [],
  discountTotal: eur(0n),
  shippingTotal: eur(0n),
  taxTotal: eur(0n),
  taxInclusive: false,
};

const shipment: ShipmentFacts = {
  shipmentId: "shp_06aqx3m2r0e0a8v0g0r40w1g60",
  isSent: true,
  trackingNumber: "SP123456789",
  trackingUrl: "https://carrier.example/track/SP123456789",
  lines: [{ lineId: "1", quantity: 2n }],
};

const account: AccountFacts = {
  userId: "usr_06aqx3m2r0e0a8v0g0r40w1g60",
  email: "ada@example.com",
  displayName: "Ada Lovelace",
};

const nameless: AccountFacts = { ...account, displayName: "" };

const code: CodeFacts = { account, code: "7KQM-2F9X", expireTime: noon };

const ofOrder = (shop: Shop) => [orderView(shop, order), orderView(shop, sparse)];
const ofShipment = (shop: Shop) => [
  shipmentView(shop, order, shipment),
  shipmentView(shop, sparse, { ...shipment, trackingUrl: "" }),
];
const ofAccount = (shop: Shop) => [accountView(shop, account, noon), accountView(shop, nameless, noon)];
const ofCode = (page: string) => (shop: Shop) => [
  codeView(shop, code, page),
  codeView(shop, { ...code, account: nameless }, page),
];

const samples: Readonly<Record<TemplateId, (shop: Shop) => readonly ViewIn[]>> = {
  order_placed: ofOrder,
  order_paid: ofOrder,
  order_cancelled: ofOrder,
  order_refunded: (shop) => [refundView(shop, order, eur(12_90n)), refundView(shop, sparse, eur(12_90n))],
  shipment_shipped: ofShipment,
  shipment_delivered: ofShipment,
  verify_email: ofCode("verify-email"),
  reset_password: ofCode("reset-password"),
  second_factor: ofCode("sign-in"),
  password_changed: ofAccount,
  factor_added: ofAccount,
  factor_removed: ofAccount,
  recovery_code_used: ofAccount,
  impersonation_started: ofAccount,
  identity_added: ofAccount,
  erasure_scheduled: ofAccount,
};

/** Messages as they might be: the first one has everything, the others as little as there can be. */
export function samplesOf(templateId: TemplateId, shop: Shop): readonly ViewIn[] {
  return samples[templateId](shop);
}
