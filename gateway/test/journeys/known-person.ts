import { randomUUID } from "node:crypto";
import { eventually } from "#mesh/testing";
import type { RunningMarket } from "./running-market.ts";
import { type Buyer, buyerWith, guest } from "./shop/buyer.ts";
import { euros, type Staff } from "./shop/goods.ts";
import type { TokensJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

/** Somebody who left something everywhere, each time with the same mark in it. */
export interface KnownPerson {
  readonly buyer: Buyer;
  /** In everything they said. */
  readonly mark: string;
  readonly email: string;
  readonly password: string;
  readonly refreshToken: string;
  readonly apiKey: string;
  /** One that was sent, and one of before they signed in. */
  readonly orderIds: readonly string[];
}

const password = "correct horse battery";

/** Registers, shops and is written to, through the public door; the staff sends, notes and groups. */
export async function makeKnownPerson(market: RunningMarket, staff: Staff, admin: string): Promise<KnownPerson> {
  const mark = `zq${randomUUID().replaceAll("-", "").slice(0, 14)}`;
  const { url } = market;
  const email = `${mark}@ultramarket.example`;
  const account = { email, password, displayName: `Ada ${mark}` };
  const registered = await rest<TokensJson>(url, "POST /v1/auth:register", { body: account });
  const goods = await staff.offer({ stock: 20 });
  const address = addressOf(mark);
  const earlier = await asGuest(url, mark, goods.variantId);
  await rest<TokensJson>(url, "POST /v1/auth:signIn", { token: earlier.token, body: { email, password } });
  const buyer = buyerWith(url, registered.accessToken, registered.userId);
  const desk = <T>(route: string, body?: unknown) => rest<T>(url, route, { token: admin, body });
  await describe(buyer, mark, goods.variantId);
  const orderIds = [await buy(buyer, goods.variantId, email, address), earlier.orderId];
  await send(desk, orderIds[0] ?? "");
  await cancelOne(buyer, goods.variantId, email, address, mark);
  await openCart(buyer, goods.variantId, email, address);
  await noteOfStaff(desk, registered.userId, goods.variantId, mark, email, address);
  const apiKey = (await buyer.ask<{ secret: string }>("POST /v1/auth/api-keys", { name: `key ${mark}` })).secret;
  await eventually(async () => {
    if ((await market.mail(email)).length < 3) throw new Error("the mails are on their way");
  }, slow);
  return { buyer, mark, email, password, refreshToken: registered.refreshToken, apiKey, orderIds };
}

const slow = { timeoutMs: 20_000, intervalMs: 50 };

function addressOf(mark: string) {
  return {
    recipientName: `Ada ${mark}`,
    organization: `Firm ${mark}`,
    line1: `Street ${mark} 1`,
    line2: `Floor ${mark}`,
    city: `City ${mark}`,
    postalCode: "12345",
    countryCode: "DE",
    phone: "+49301234567",
  };
}

type AddressJson = ReturnType<typeof addressOf>;
type Ask = <T>(route: string, body?: unknown) => Promise<T>;

async function asGuest(url: string, mark: string, variantId: string) {
  const visitor = await guest(url);
  const orderId = await buy(visitor, variantId, `${mark}@ultramarket.example`, addressOf(mark));
  return { token: visitor.token, orderId };
}

async function describe({ ask }: Buyer, mark: string, variantId: string) {
  const requestId = randomUUID();
  await ask("PATCH /v1/users/me?requestId=profile", { displayName: `Ada ${mark}`, languageCode: "en" });
  await ask(`POST /v1/users/me/addresses?requestId=${requestId}`, { label: `Home ${mark}`, address: addressOf(mark) });
  const { wishList } = await ask<{ wishList: { wishListId: string } }>("POST /v1/wish-lists", { name: `For ${mark}` });
  const item = { variantId, quantity: 1, note: `like ${mark}`, requestId };
  await ask(`POST /v1/wish-lists/${wishList.wishListId}/items`, item);
  await ask("POST /v1/users/me/consents", {
    purpose: "marketing_email",
    textVersion: "2026-11",
    granted: true,
    source: "account",
  });
}

async function fill(buyer: Buyer, variantId: string, email: string, shippingAddress: AddressJson) {
  const cart = await buyer.fillCart([{ variantId, quantity: 1 }], email);
  await buyer.ask(`PATCH /v1/carts/${cart.cartId}?requestId=${randomUUID()}`, { shippingAddress });
  return cart.cartId;
}

async function buy(buyer: Buyer, variantId: string, email: string, address: AddressJson): Promise<string> {
  return (await buyer.checkout(await fill(buyer, variantId, email, address))).order.orderId;
}

async function cancelOne(buyer: Buyer, variantId: string, email: string, address: AddressJson, mark: string) {
  const orderId = await buy(buyer, variantId, email, address);
  await buyer.ask(`POST /v1/orders/${orderId}:cancel`, { reason: `mind of ${mark}`, requestId: randomUUID() });
}

const openCart = fill;

async function send(desk: Ask, orderId: string) {
  const body = { requestId: randomUUID() };
  const { shipment } = await desk<{ shipment: { shipmentId: string } }>(`POST /v1/orders/${orderId}/shipments`, body);
  await desk(`POST /v1/shipments/${shipment.shipmentId}:ship`, { requestId: randomUUID() });
}

async function noteOfStaff(
  desk: Ask,
  userId: string,
  variantId: string,
  mark: string,
  email: string,
  address: AddressJson,
) {
  const about = { currencyCode: "EUR", userId, reason: `call of ${mark}`, requestId: randomUUID() };
  const lines = [{ variantId, quantity: 1 }];
  await desk("POST /v1/draft-orders", { ...about, lines, email, shippingAddress: address });
  await desk("POST /v1/credits", { ...about, lines: [{ variantId, quantity: 1, unitPrice: euros(100) }] });
  const purse = { amount: euros(500), note: `sorry, ${mark}`, requestId: randomUUID() };
  await desk(`POST /v1/users/${userId}/wallets:adjust`, purse);
  await desk("PUT /v1/customer-groups/regulars", { name: "Regulars" });
  await desk("POST /v1/customer-groups/regulars/members:change", { addUserIds: [userId] });
}
