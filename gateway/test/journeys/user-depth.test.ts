import pg from "pg";
import { authService } from "../../../services/auth/src/service.ts";
import { userService } from "../../../services/user/src/service.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { customer } from "./shop/customer.ts";
import { rest } from "./shop/rest.ts";

let market: TestMarket;

beforeAll(async () => {
  market = await startTestMarket({}, [authService, userService]);
}, 60_000);
afterAll(() => market?.close());

interface ConsentJson {
  readonly number: string;
  readonly purpose: string;
  readonly textVersion: string;
  readonly granted: boolean;
  readonly source: string;
  readonly createTime: string;
}

interface HistoryJson {
  readonly consents?: readonly ConsentJson[];
  readonly nextPageToken?: string;
}

const consents = "/v1/users/me/consents";
const offers = { purpose: "marketing_email", textVersion: "2026-11", granted: true, source: "checkout" };

test("consents with history: what was granted and withdrawn stays, the newest of a purpose holds", async () => {
  const [person, other] = [await customer(market.url), await customer(market.url)];
  const say = async (change: object) =>
    (await person.ask<{ consent: ConsentJson }>(`POST ${consents}`, { ...offers, ...change })).consent;
  const granted = await say({});
  const terms = await say({ purpose: "terms", textVersion: "v7" });
  const withdrawn = await say({ granted: false, source: "account" });
  const { consents: history } = await person.ask<HistoryJson>(`GET ${consents}`);
  expect(history).toEqual([withdrawn, terms, granted]);
  expect(history?.map(({ number }) => number)).toEqual(["3", "2", "1"]);
  expect(granted).toMatchObject({ ...offers, createTime: expect.stringMatching(/^\d{4}-/) });
  const { consents: newest } = await person.ask<HistoryJson>(`GET ${consents}?purpose=marketing_email&pageSize=1`);
  expect(newest).toEqual([withdrawn]);
  expect((await other.ask<HistoryJson>(`GET ${consents}`)).consents ?? []).toEqual([]);
});

test("consents with history: a repeat under one request id is one entry, whoever repeats at once", async () => {
  const { ask } = await customer(market.url);
  const say = (requestId: string) => ask<{ consent: ConsentJson }>(`POST ${consents}`, { ...offers, requestId });
  const answers = await Promise.all(["a", "a", "b", "c", "a"].map(say));
  expect(new Set(answers.map(({ consent }) => consent.number))).toEqual(new Set(["1", "2", "3"]));
  await expect(ask(`POST ${consents}`, { ...offers, granted: false, requestId: "a" })).rejects.toMatchObject({
    reason: "REQUEST_ID_REUSED",
  });
});

test("consents with history: pages follow each other, and a token of another purpose is refused", async () => {
  const { ask } = await customer(market.url);
  for (const textVersion of ["1", "2", "3"]) await ask(`POST ${consents}`, { ...offers, textVersion });
  const first = await ask<HistoryJson>(`GET ${consents}?pageSize=2`);
  const rest = await ask<HistoryJson>(`GET ${consents}?pageSize=2&pageToken=${first.nextPageToken}`);
  const versions = [...(first.consents ?? []), ...(rest.consents ?? [])].map(({ textVersion }) => textVersion);
  expect({ versions, end: rest.nextPageToken ?? "" }).toEqual({ versions: ["3", "2", "1"], end: "" });
  const elsewhere = ask(`GET ${consents}?purpose=terms&pageToken=${first.nextPageToken}`);
  await expect(elsewhere).rejects.toMatchObject({ reason: "PAGE_TOKEN_INVALID" });
});

test("consents with history: strangers are asked to sign in, and words of another form are refused", async () => {
  await expect(rest(market.url, `POST ${consents}`, { body: offers })).rejects.toMatchObject({ status: 401 });
  const { ask } = await customer(market.url);
  for (const wrong of [{ purpose: "Offers!" }, { textVersion: "" }, { source: "my kitchen" }]) {
    await expect(ask(`POST ${consents}`, { ...offers, ...wrong })).rejects.toMatchObject({ status: 400 });
  }
});

test("consents with history: the database itself changes and removes none", async () => {
  await (await customer(market.url)).ask(`POST ${consents}`, offers);
  const owner = new pg.Client({ connectionString: market.env.DATABASE_URL });
  await owner.connect();
  try {
    for (const sql of ["UPDATE", "DELETE FROM", "TRUNCATE"]) {
      const set = sql === "UPDATE" ? " SET granted = false" : "";
      await expect(owner.query(`${sql} "user".consents${set}`)).rejects.toThrow("rows of consents are only ever added");
    }
  } finally {
    await owner.end();
  }
});

test("profile, avatar, language and currency: a picture is an https URL, kept until it is taken away", async () => {
  const { ask } = await customer(market.url);
  const change = async (user: object) => (await ask<{ user: object }>("PATCH /v1/users/me", user)).user;
  const avatarUrl = "https://pictures.ultramarket.example/ada.png?size=64";
  expect(await change({ avatarUrl })).toMatchObject({ avatarUrl });
  expect(await change({ languageCode: "de", currencyCode: "EUR" })).toMatchObject({ avatarUrl, languageCode: "de" });
  const named = "https://ada:secret@pictures.ultramarket.example/";
  for (const wrong of ["http://ultramarket.example/ada.png", "javascript:alert(1)", "https://", "ada.png", named]) {
    await expect(change({ avatarUrl: wrong })).rejects.toMatchObject({ status: 400 });
  }
  expect(await ask("GET /v1/users/me")).toMatchObject({ user: { avatarUrl } });
  expect(await change({ avatarUrl: "" })).not.toHaveProperty("avatarUrl", avatarUrl);
});
