import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "#mesh/testing";
import { authService } from "../../../services/auth/src/service.ts";
import { type Mailbox, readMailbox, readMessage, startMailbox } from "../../../services/notification/sandbox/mod.ts";
import { notificationService } from "../../../services/notification/src/service.ts";
import { codeIn } from "./around/mail.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { customer } from "./shop/customer.ts";
import type { TokensJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

let market: TestMarket;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox({ folder: await mkdtemp(join(tmpdir(), "codes-")) });
  market = await startTestMarket({ NOTIFICATION_SMTP_URL: mailbox.url }, [authService, notificationService]);
}, 60_000);
afterAll(async () => {
  await market?.close();
  await mailbox?.close();
  await rm(mailbox.folder, { recursive: true, force: true });
});

/** The code of the newest message to the address whose subject contains the text, once there are so many. */
async function mailedCode(to: string, subject: string, count = 1): Promise<string> {
  const entries = await eventually(async () => {
    const found = (await readMailbox(mailbox.folder, { to, subject })) ?? [];
    return found.length === count && found;
  });
  const message = await readMessage(mailbox.folder, (entries || []).at(-1)?.id ?? "");
  if (message === undefined) throw new Error("no message");
  return codeIn(message);
}

test("codes by e-mail: verified, enrolled, signed in with the mailed code, once, and removed with the next", async () => {
  const { token, email, password } = await customer(market.url);
  const ask = <T>(route: string, body: unknown = {}) => rest<T>(market.url, route, { token, body });
  const enroll = () =>
    ask<{ factor: { factorId: string; kind: string }; recoveryCodes: string[] }>("POST /v1/auth/factors:enrollEmail", {
      name: "mailbox",
      password,
    });
  await expect(enroll()).rejects.toMatchObject({ status: 400, reason: "EMAIL_NOT_VERIFIED" });
  await ask("POST /v1/auth:verifyEmail", { code: await mailedCode(email, "verify") });
  const { factor, recoveryCodes } = await enroll();
  expect([factor.kind, recoveryCodes.length]).toEqual(["FACTOR_KIND_EMAIL", 10]);

  const signIn = (code?: string) =>
    rest<TokensJson>(market.url, "POST /v1/auth:signIn", { body: { email, password, ...(code && { code }) } });
  const required = { status: 401, reason: "FACTOR_CODE_REQUIRED", metadata: { factors: "EMAIL" } };
  await expect(signIn()).rejects.toMatchObject(required);
  const code = await mailedCode(email, "code for signing in");
  const { accessToken } = await signIn(code);
  await expect(signIn(code)).rejects.toMatchObject({ status: 400, reason: "CODE_WRONG" });
  const key = { token: accessToken, body: { name: "nightly import" } };
  await rest(market.url, "POST /v1/auth/api-keys", key);

  await expect(ask("POST /v1/auth/api-keys", { name: "other" })).rejects.toMatchObject({ reason: "STEP_UP_REQUIRED" });
  await ask("POST /v1/auth/factors:sendCode");
  const next = await mailedCode(email, "code for signing in", 2);
  await ask(`POST /v1/auth/factors/${factor.factorId}:remove`, { code: next });
  await signIn();
  await ask("POST /v1/auth/api-keys", { name: "other" });
});
