import { decodeJwt } from "jose";
import { type KnownAround, makeKnownAround } from "./known-around.ts";
import { type KnownCatalogue, makeKnownCatalogue } from "./known-catalogue.ts";
import { type KnownPricing, makeKnownPricing } from "./known-pricing.ts";
import { type KnownPrivacy, makeKnownPrivacy } from "./known-privacy.ts";
import { type KnownSeller, makeKnownSeller } from "./known-seller.ts";
import { type KnownWarehouses, makeKnownWarehouses } from "./known-warehouses.ts";
import { type KnownWishLists, makeKnownWishLists } from "./known-wish-lists.ts";
import { buyerWith } from "./shop/buyer.ts";
import { staffOf } from "./shop/goods.ts";
import type { CartJson, TokensJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

/** Ids of things that exist before requests for them are sent; all belong to one user. */
export interface Known
  extends KnownAround,
    KnownCatalogue,
    KnownPricing,
    KnownWishLists,
    KnownPrivacy,
    KnownSeller,
    KnownWarehouses {
  readonly categoryId: string;
  readonly productId: string;
  readonly variantId: string;
  readonly accountId: string;
  readonly apiKeyId: string;
  /** Roles nobody has. */
  readonly roleName: string;
  readonly spareRoleName: string;
  /** Of the account, and of no use. */
  readonly sessionId: string;
  readonly promotionId: string;
  /** An open cart and two of its lines. */
  readonly cartId: string;
  readonly lineId: string;
  readonly spareLineId: string;
  /** A cart that can be checked out. */
  readonly fullCartId: string;
  /** A paid order with a line, and its payment. */
  readonly orderId: string;
  readonly orderLineId: string;
  readonly paymentId: string;
  /** Another paid order. */
  readonly unwantedOrderId: string;
  /** Open drafts. */
  readonly draftOrderId: string;
  readonly readyDraftOrderId: string;
  readonly staleDraftOrderId: string;
  readonly creditId: string;
  /** Nobody has its code. */
  readonly giftCardId: string;
}

/** Makes them through the public door, for the user of the token, who may do everything. */
export async function makeKnown(url: string, token: string): Promise<Known> {
  const ask = <T>(route: string, body: unknown) => rest<T>(url, route, { token, body });
  const staff = staffOf(url, token);
  const buyer = buyerWith(url, token, "");
  const { category } = await ask<{ category: { categoryId: string } }>("POST /v1/categories", { name: "Light" });
  const [mug, cup, jug] = [
    await staff.offer({ stock: 50 }),
    await staff.offer({ stock: 50 }),
    await staff.offer({ stock: 50 }),
  ];
  const bothGoods = [
    { variantId: cup.variantId, quantity: 1 },
    { variantId: jug.variantId, quantity: 1 },
  ];
  const cart = await buyer.fillCart(bothGoods);
  const [line, spareLine] = cart.lines;
  const fillOne = (): Promise<CartJson> => buyer.fillCart([{ variantId: mug.variantId, quantity: 2 }]);
  const [first, second, third] = [await fillOne(), await fillOne(), await fillOne()];
  const { order } = await buyer.checkout(first.cartId);
  const { order: unwanted } = await buyer.checkout(second.cartId);
  const account = { email: "someone@ultramarket.example", password: "correct horse battery", displayName: "Someone" };
  const { userId, accessToken } = await rest<TokensJson>(url, "POST /v1/auth:register", { body: account });
  const keyOf = { token: accessToken, body: { name: "nightly import" } };
  const { apiKey } = await rest<{ apiKey: { apiKeyId: string } }>(url, "POST /v1/auth/api-keys", keyOf);
  for (const name of ["order-desk", "spare-desk"]) await ask("POST /v1/auth/roles", { name });
  const sale = { name: "Winter", couponCode: "WINTER-10", percentOffHundredths: 1_000 };
  const { promotion } = await ask<{ promotion: { promotionId: string } }>("POST /v1/promotions", sale);
  const draft = async () => {
    const lines = [{ variantId: mug.variantId, quantity: 1 }];
    const wanted = { currencyCode: "EUR", lines, reason: "by telephone" };
    const answer = await ask<{ draftOrder: { draftOrderId: string } }>("POST /v1/draft-orders", wanted);
    return answer.draftOrder.draftOrderId;
  };
  const { credit } = await ask<{ credit: { creditId: string } }>("POST /v1/credits", {
    currencyCode: "EUR",
    lines: [{ variantId: mug.variantId, quantity: 1, unitPrice: { currencyCode: "EUR", minorUnits: 100 } }],
    reason: "bought at the market stall",
    requestId: "known",
  });
  const buy = async () => (await buyer.checkout((await fillOne()).cartId)).order.orderId;
  const purse = { amount: { currencyCode: "EUR", minorUnits: 10_000 }, note: "to give away" };
  await ask(`POST /v1/users/${decodeJwt(token).sub}/wallets:adjust`, purse);
  const { issued } = await ask<{ issued: { giftCard: { giftCardId: string } }[] }>("POST /v1/gift-cards:issue", {
    ...{ amount: { currencyCode: "EUR", minorUnits: 2_500 }, count: 1 },
  });
  const around = await makeKnownAround({ url, token, accountId: userId, buy }, buyer);
  return {
    ...around,
    ...(await makeKnownCatalogue(url, token)),
    ...(await makeKnownPricing(url, token)),
    ...(await makeKnownPrivacy(buyer)),
    ...(await makeKnownSeller(buyer)),
    ...(await makeKnownWarehouses(url, token)),
    ...(await makeKnownWishLists(buyer, mug.variantId, cup.variantId)),
    categoryId: category.categoryId,
    productId: mug.productId,
    variantId: mug.variantId,
    accountId: userId,
    apiKeyId: apiKey.apiKeyId,
    roleName: "order-desk",
    spareRoleName: "spare-desk",
    sessionId: String(decodeJwt(accessToken).sid),
    promotionId: promotion.promotionId,
    cartId: cart.cartId,
    lineId: line?.lineId ?? "",
    spareLineId: spareLine?.lineId ?? "",
    fullCartId: third.cartId,
    orderId: order.orderId,
    orderLineId: order.lines[0]?.lineId ?? "",
    paymentId: order.payments[0]?.paymentId ?? "",
    unwantedOrderId: unwanted.orderId,
    draftOrderId: await draft(),
    readyDraftOrderId: await draft(),
    staleDraftOrderId: await draft(),
    creditId: credit.creditId,
    giftCardId: issued[0]?.giftCard.giftCardId ?? "",
  };
}
