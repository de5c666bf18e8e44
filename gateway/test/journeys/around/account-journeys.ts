import type { Scene } from "../purchase/scene.ts";
import { buyerWith } from "../shop/buyer.ts";
import { customer } from "../shop/customer.ts";
import type { TokensJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import { codeIn, mailsTo, mailTo } from "./mail.ts";

/** Codes by e-mail, and what they open. */
export function accountJourneys(scene: () => Scene): void {
  test("whoever registers proves their e-mail by the code that comes to it", async () => {
    const { market } = scene();
    const { email, ask } = await customer(market.url);
    const code = codeIn(await mailTo(market, email, "verif"));
    await expect(ask("POST /v1/auth:verifyEmail", { code: "AAAAA-AAAAA" })).rejects.toMatchObject({
      reason: "CODE_WRONG",
    });
    const { account } = await ask<{ account: object }>("POST /v1/auth:verifyEmail", { code: code.toLowerCase() });
    expect(account).toMatchObject({ email, emailVerified: true });
    await expect(ask("POST /v1/auth:verifyEmail", { code })).rejects.toMatchObject({ reason: "CODE_WRONG" });
  });

  test("a forgotten password is set anew, once, and ends every session", async () => {
    const { market } = scene();
    const { email, ask, password } = await customer(market.url);
    const post = <T>(route: string, body: object) => rest<T>(market.url, `POST /v1/auth:${route}`, { body });
    await post("requestPasswordReset", { email });
    const reset = { email, code: codeIn(await mailTo(market, email, "password")), newPassword: "staple battery horse" };
    await post("resetPassword", reset);
    await expect(post("resetPassword", reset)).rejects.toMatchObject({ reason: "CODE_WRONG" });
    await expect(post("signIn", { email, password })).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
    expect(await post("signIn", { email, password: reset.newPassword })).toHaveProperty("accessToken");
    await expect(ask("POST /v1/auth:requestEmailVerification", {})).rejects.toMatchObject({ status: 401 });
  });

  test("nobody learns from a reset whether there is an account", async () => {
    const { market } = scene();
    const { email } = await customer(market.url);
    const reset = (address: string) =>
      rest(market.url, "POST /v1/auth:requestPasswordReset", { body: { email: address } });
    expect(await reset(`no-${email}`)).toEqual(await reset(email));
    await mailTo(market, email, "password");
    expect(await mailsTo(market, `no-${email}`)).toEqual([]);
  });

  test("another password ends the other sessions and not this one", async () => {
    const { market } = scene();
    const { email, password, ask } = await customer(market.url);
    const elsewhere = await rest<TokensJson>(market.url, "POST /v1/auth:signIn", { body: { email, password } });
    const newPassword = "staple battery horse";
    await ask("POST /v1/auth:changePassword", { currentPassword: password, newPassword });
    const other = buyerWith(market.url, elsewhere.accessToken, elsewhere.userId);
    await expect(other.ask("GET /v1/carts")).rejects.toMatchObject({ status: 401 });
    expect(await ask("GET /v1/carts")).toMatchObject({ carts: [] });
    await mailTo(market, email, "changed");
  });
}
