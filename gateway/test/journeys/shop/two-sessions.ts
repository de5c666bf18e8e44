import { generateSync } from "otplib";
import type { TestHost } from "#mesh/test-host";
import { customer } from "./customer.ts";
import type { TokensJson } from "./json.ts";
import { rest } from "./rest.ts";

/**
 * An admin who is signed in on two devices and confirmed an authenticator app on one of them: `proven` is the access token
 * there, `unproven` the other.
 */
export async function anAdminOfTwoSessions({ url, tokenFor }: Pick<TestHost, "tokenFor"> & { readonly url: string }) {
  const { userId, email, password } = await customer(url);
  const roles = { token: await tokenFor(["*"]), body: { roles: ["admin"] } };
  await rest(url, `POST /v1/auth/accounts/${userId}:setRoles`, roles);
  const signIn = (code?: string) =>
    rest<TokensJson>(url, "POST /v1/auth:signIn", { body: { email, password, ...(code && { code }) } });
  const [{ accessToken: unproven }, { accessToken: proven }] = [await signIn(), await signIn()];
  const enroll = { token: proven, body: { name: "phone", password } };
  const { factor, secret } = await rest<{ factor: { factorId: string }; secret: string }>(
    url,
    "POST /v1/auth/factors",
    enroll,
  );
  const confirm = { token: proven, body: { code: generateSync({ secret }) } };
  const route = `POST /v1/auth/factors/${factor.factorId}:confirm`;
  const { recoveryCodes } = await rest<{ recoveryCodes: string[] }>(url, route, confirm);
  const nextRecoveryCode = () => recoveryCodes.shift() ?? "";
  const stepUp = (token: string, code = nextRecoveryCode()) =>
    rest<{ expireTime: string }>(url, "POST /v1/auth:stepUp", { token, body: { code } });
  return { userId, email, password, proven, unproven, used: confirm.body.code, nextRecoveryCode, signIn, stepUp };
}
