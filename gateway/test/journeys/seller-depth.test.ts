import { randomUUID } from "node:crypto";
import { authService } from "../../../services/auth/src/service.ts";
import { userService } from "../../../services/user/src/service.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { customer } from "./shop/customer.ts";
import { rest } from "./shop/rest.ts";

interface SellerJson {
  readonly userId: string;
  readonly slug: string;
  readonly state: string;
  readonly etag: string;
}

let market: TestMarket;

beforeAll(async () => {
  market = await startTestMarket({}, [authService, userService]);
}, 60_000);
afterAll(() => market?.close());

const mine = "/v1/seller/profile";
const sellerOf = async (asked: Promise<{ seller: SellerJson }>) => (await asked).seller;

/** Somebody who may sell. */
async function aSeller() {
  const token = await market.tokenFor(["product.sell"]);
  const ask = (route: string, body?: object) => sellerOf(rest(market.url, route, { token, body }));
  const slug = `mugs-${randomUUID()}`;
  return {
    token,
    slug,
    ask,
    describe: (change: object = {}) => ask(`PATCH ${mine}`, { name: "Mugs", slug, ...change }),
  };
}
/** What everybody sees. */
const read = (seller: string) => sellerOf(rest(market.url, `GET /v1/sellers/${seller}`));
const notFound = expect.objectContaining({ status: 404 });

test("seller profiles: a seller describes themselves, and everybody reads them by id and by slug", async () => {
  const { ask, describe, slug } = await aSeller();
  await expect(ask(`GET ${mine}`)).rejects.toEqual(notFound);
  await expect(ask(`PATCH ${mine}`, { description: "no name yet" })).rejects.toMatchObject({ status: 400 });
  const logoUrl = "https://pictures.ultramarket.example/mugs.png";
  const said = { description: "Stoneware", logoUrl, contactEmail: "mugs@ultramarket.example" };
  const seller = await describe(said);
  expect(seller).toMatchObject({ ...said, name: "Mugs", slug, state: "SELLER_STATE_ACTIVE", etag: "1" });
  expect([await read(slug), await read(seller.userId), await ask(`GET ${mine}`)]).toEqual([seller, seller, seller]);
  expect(await ask(`PATCH ${mine}`, { paused: true })).toMatchObject({
    ...said,
    state: "SELLER_STATE_PAUSED",
    etag: "2",
  });
  expect(await read(slug)).toMatchObject({ state: "SELLER_STATE_PAUSED" });
  await expect(ask(`PATCH ${mine}?etag=1`, { name: "Cups" })).rejects.toMatchObject({ reason: "ETAG_MISMATCH" });
});

test("seller profiles: a slug is one seller's, whoever comes at once, and free again once it is changed", async () => {
  const [one, other] = [await aSeller(), await aSeller()];
  const { slug } = one;
  const outcomes = await Promise.allSettled([one.describe(), other.describe({ slug })]);
  const taken = { reason: expect.objectContaining({ reason: "SELLER_SLUG_TAKEN", status: 409 }) };
  expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([expect.objectContaining(taken)]);
  const [winner, loser] = outcomes[0].status === "fulfilled" ? [one, other] : [other, one];
  await winner.describe({ slug: `${slug}-2` });
  expect(await loser.describe({ slug })).toMatchObject({ slug });
  await expect(loser.describe({ slug: "Mugs & Co" })).rejects.toMatchObject({ status: 400 });
});

test("seller profiles: who is suspended is seen by themselves only, until the market lets them go on", async () => {
  const { ask, describe, slug } = await aSeller();
  const { userId } = await describe();
  const staff = await market.tokenFor(["user.write"]);
  const set = (suspended: boolean) =>
    sellerOf(rest(market.url, `POST /v1/sellers/${userId}:setSuspended`, { token: staff, body: { suspended } }));
  const shown = async () => {
    const { sellers } = await rest<{ sellers: SellerJson[] }>(market.url, "GET /v1/sellers?pageSize=100");
    return sellers.some((seller) => seller.slug === slug);
  };
  expect(await shown()).toBe(true);
  expect(await set(true)).toMatchObject({ state: "SELLER_STATE_SUSPENDED" });
  for (const name of [slug, userId]) await expect(read(name)).rejects.toEqual(notFound);
  expect(await shown()).toBe(false);
  expect(await ask(`PATCH ${mine}`, { paused: false, name: "New" })).toMatchObject({ state: "SELLER_STATE_SUSPENDED" });
  expect(await set(false)).toMatchObject({ state: "SELLER_STATE_ACTIVE" });
  expect(await read(slug)).toMatchObject({ name: "New" });
});

test("seller profiles: who may not sell describes nobody, and nobody suspends without the permission", async () => {
  const { ask } = await customer(market.url);
  await expect(ask(`PATCH ${mine}`, { name: "Mugs", slug: "mugs" })).rejects.toMatchObject({ status: 403 });
  const { describe, token } = await aSeller();
  const { userId } = await describe();
  const suspend = rest(market.url, `POST /v1/sellers/${userId}:setSuspended`, { token, body: { suspended: true } });
  await expect(suspend).rejects.toMatchObject({ status: 403 });
});

test("seller profiles: pages follow each other, and a repeat under one request id is one change", async () => {
  const { ask, slug } = await aSeller();
  const said = { name: "Mugs", slug };
  const first = await ask(`PATCH ${mine}?requestId=a`, said);
  expect(await ask(`PATCH ${mine}?requestId=a`, said)).toEqual(first);
  expect(await ask(`PATCH ${mine}?validateOnly=true`, { name: "Cups" })).toMatchObject({ name: "Cups", etag: "2" });
  expect(await ask(`GET ${mine}`)).toEqual(first);
  const page = (token: string) =>
    rest<{ sellers: SellerJson[]; nextPageToken: string }>(market.url, `GET /v1/sellers?pageSize=1&pageToken=${token}`);
  const [one, two] = [await page(""), await page((await page("")).nextPageToken)];
  expect(new Set([one, two].flatMap(({ sellers }) => sellers.map(({ userId }) => userId))).size).toBe(2);
});
