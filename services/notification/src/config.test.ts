import { loadConfig } from "#mesh/config";
import { parseSender } from "./clients/sender-address.ts";
import { notificationConfig } from "./config.ts";

const load = (env: Record<string, string>) => loadConfig(notificationConfig, env);
const problem = (name: string) => expect.objectContaining({ problems: [expect.objectContaining({ name })] });

test("the local mailbox needs no settings", () => {
  const { smtpUrl, sender } = load({});
  expect(smtpUrl.reveal()).toBe("smtp://127.0.0.1:12125");
  expect(parseSender(sender)).toEqual({ name: "UltraMarket", address: "orders@ultramarket.example" });
});

test("production takes the local mailbox only if it is named", () => {
  const production = { PROFILE: "production", NOTIFICATION_STORE: "postgres" };
  expect(() => load(production)).toThrow(problem("NOTIFICATION_SMTP_URL"));
  const server = "smtps://user:password@mail.example:465";
  expect(load({ ...production, NOTIFICATION_SMTP_URL: server }).smtpUrl.reveal()).toBe(server);
});

test.each([
  ["NOTIFICATION_SMTP_URL", "https://mail.example"],
  ["NOTIFICATION_SENDER", "orders@ultramarket.example"],
  ["NOTIFICATION_SENDER", "A <a@b.example>, B <c@d.example>"],
  ["NOTIFICATION_DEFAULT_LANGUAGE", "english"],
])("%s=%s is refused", (name, value) => {
  expect(() => load({ [name]: value })).toThrow(problem(name));
});

test("a sender that is none is refused", () => {
  expect(() => parseSender("orders@ultramarket.example")).toThrow(RangeError);
});
