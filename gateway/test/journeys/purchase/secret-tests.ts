import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { generateSync } from "otplib";
import { eventually } from "#mesh/testing";
import type { Buyer } from "../shop/buyer.ts";
import { customer } from "../shop/customer.ts";
import { euros } from "../shop/goods.ts";
import type { TokensJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import { startShopping } from "../shop/shopping.ts";
import type { Scene } from "./scene.ts";
import { inStores } from "./stores.ts";

/** What proves somebody is told to nobody but them. */
export function secretTests(scene: () => Scene): void {
  const ask = <T>(route: string, token?: string, body?: unknown) => rest<T>(scene().market.url, route, { token, body });
  const refused = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ status: expect.any(Number) });

  /** The tables of all services that hold the text somewhere, as it is or in bytes. */
  async function tablesWith(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const { market } = scene();
    const tables = await inStores<{ name: string }>(
      market,
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      [],
    );
    const wanted = Object.entries(texts);
    const forms = wanted.flatMap(([, text]) => [text, Buffer.from(text).toString("hex")].map((form) => `%${form}%`));
    const found: string[] = [];
    for (const { name } of tables) {
      const sql = `SELECT DISTINCT form FROM ${name} AS row, unnest($1::text[]) AS form WHERE row::text LIKE form`;
      const rows = await inStores<{ form: string }>(market, sql, [forms]);
      found.push(...rows.map(({ form }) => `${name}: ${wanted[forms.indexOf(form) >> 1]?.[0]}`));
    }
    return found.toSorted();
  }

  /** All that the market has written down of itself so far. */
  async function logs(): Promise<string> {
    const folder = join(scene().market.dataDir, "logs");
    const texts = (await readdir(folder)).map((name) => readFile(join(folder, name), "utf8"));
    return (await Promise.all(texts)).join("\n");
  }

  /** Codes of a card that was redeemed, wrongly and rightly, and of one that was not. */
  async function giftCards({ ask: askAs }: Buyer): Promise<readonly [string, string]> {
    const card = { amount: euros(5_000), count: 2 };
    const { issued } = await ask<{ issued: { code: string }[] }>("POST /v1/gift-cards:issue", scene().admin, card);
    const [used = "", unused = ""] = issued.map(({ code }) => code);
    const redeem = (code: string) => askAs("POST /v1/users/me/gift-cards:redeem", { code });
    await redeem(used);
    await refused(redeem(`${unused}X`));
    return [used, unused];
  }

  /** Somebody who does everything with passwords, tokens and codes, right and wrong, and what they used for it. */
  async function plant() {
    const { market, staff } = scene();
    const { email, password, token } = await customer(market.url);
    await refused(ask("POST /v1/auth:signIn", undefined, { email, password: "a wrong canary password" }));
    const session = await ask<TokensJson>("POST /v1/auth:signIn", undefined, { email, password });
    const renewed = await ask<TokensJson>("POST /v1/auth:refresh", undefined, { refreshToken: session.refreshToken });
    const apiKey = await ask<{ secret: string }>("POST /v1/auth/api-keys", token, { name: "nightly import" });
    await ask("GET /v1/carts", apiKey.secret);
    await refused(ask("GET /v1/carts", `${apiKey.secret}x`));
    const enrolled = await ask<{ factor: { factorId: string }; secret: string }>("POST /v1/auth/factors", token, {
      name: "phone",
      password,
    });
    const confirm = `POST /v1/auth/factors/${enrolled.factor.factorId}:confirm`;
    const { recoveryCodes } = await ask<{ recoveryCodes: string[] }>(confirm, token, {
      code: generateSync({ secret: enrolled.secret }),
    });
    const [used = "", unused = ""] = recoveryCodes;
    await ask("POST /v1/auth:signIn", undefined, { email, password, code: used });
    await ask("POST /v1/auth:requestPasswordReset", undefined, { email });
    const code = await eventually(async () => {
      const codes = (await market.mail(email)).map(({ text }) => /reset-password#code=([\w-]+)/.exec(text)?.[1]);
      return codes.find((code) => code !== undefined) ?? false;
    });
    const newPassword = "another canary battery";
    await ask("POST /v1/auth:resetPassword", undefined, { email, code, newPassword });
    await refused(ask("POST /v1/auth:signIn?password=a-canary-in-the-address", undefined, { email }));
    const shop = await startShopping(market.url, staff);
    await shop.buyer.checkout(shop.cart.cartId);
    const [giftCard, spareGiftCard] = await giftCards(shop.buyer);
    const secrets = {
      password,
      newPassword,
      wrongPassword: "a wrong canary password",
      passwordInAddress: "a-canary-in-the-address",
      accessToken: renewed.accessToken,
      refreshToken: session.refreshToken,
      newRefreshToken: renewed.refreshToken,
      apiKey: apiKey.secret,
      totpSecret: enrolled.secret,
      usedRecoveryCode: used,
      recoveryCode: unused,
      giftCard,
      giftCardBare: giftCard.replaceAll("-", ""),
      spareGiftCard,
      spareGiftCardBare: spareGiftCard.replaceAll("-", ""),
    };
    return { email, code, secrets };
  }

  test("nothing secret is kept as it is, or written to a log", async () => {
    const { email, code, secrets } = await plant();
    expect(await tablesWith({ email })).toContain("auth.accounts: email");
    expect(await tablesWith(secrets)).toEqual([]);
    expect(await tablesWith({ code })).toEqual([]);
    const text = await eventually(async () => {
      const written = await logs();
      return (
        ["request answered", "call refused", "CREDENTIALS_WRONG"].every((told) => written.includes(told)) && written
      );
    });
    expect(Object.entries({ ...secrets, code }).filter(([, secret]) => text.includes(secret))).toEqual([]);
  }, 60_000);
}
