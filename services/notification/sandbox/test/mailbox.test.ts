import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { type Mailbox, readMailbox, readMessage, startMailbox } from "../mod.ts";
import { readMailboxConfig } from "../src/config.ts";
import { fileNameOf } from "../src/keep-message.ts";

let folder: string;
let mailbox: Mailbox;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "mailbox-")), "mailbox");
  mailbox = await startMailbox({ folder });
});

afterEach(async () => {
  await mailbox.close();
  await rm(join(folder, ".."), { recursive: true });
});

async function send(message: { readonly to?: string; readonly messageId?: string; readonly subject?: string }) {
  const transport = createTransport({ url: mailbox.url });
  const fixed = { from: "UltraMarket <orders@ultramarket.example>", text: "Grüße", html: "<p>Grüße</p>" };
  const { response } = await transport.sendMail({ ...fixed, to: "ada@example.com", subject: "Hello", ...message });
  return response;
}

test("a folder that is not there yet is no mailbox", async () => {
  expect(await readMailbox(folder)).toBeUndefined();
  expect(await readMessage(folder, 1)).toBeUndefined();
});

test("messages are kept for their owner alone, and read newest last", async () => {
  await send({ messageId: "<1@shop.example>", subject: "First" });
  await send({ messageId: "<2@shop.example>", to: "bob@example.com, ada@example.com", subject: "Second" });
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await readdir(folder)).toSorted()).toEqual(["1@shop.example.eml", "2@shop.example.eml"]);
  expect(await readMailbox(folder)).toMatchObject([
    { number: 2, id: "1@shop.example", subject: "First", from: "orders@ultramarket.example" },
    { number: 1, id: "2@shop.example", to: ["bob@example.com", "ada@example.com"] },
  ]);
  expect(await readMailbox(folder, { to: "BOB@example.com" })).toHaveLength(1);
  const later = new Date(Date.now() + 60_000);
  expect(await readMailbox(folder, { since: later })).toEqual([]);
  const whole = { messageId: "<1@shop.example>", text: "Grüße\n", html: "<p>Grüße</p>\n" };
  expect(await readMessage(folder, "1@shop.example")).toMatchObject(whole);
});

test("a Message-ID is kept once", async () => {
  expect(await send({ messageId: "<1@shop.example>", subject: "First" })).toBe("250 kept");
  expect(await send({ messageId: "<1@shop.example>", subject: "Again" })).toBe("250 kept before");
  expect((await readMailbox(folder))?.map(({ subject }) => subject)).toEqual(["First"]);
});

test("a Message-ID that could lead elsewhere is no file name", () => {
  expect(fileNameOf("<ntf_1.2@shop.example>")).toBe("ntf_1.2@shop.example.eml");
  for (const id of ["<../../etc/passwd@x>", "<a/b@c>", "<>", `<${"x".repeat(300)}@c>`]) {
    expect(fileNameOf(id)).toMatch(/^[0-9a-f]{64}\.eml$/);
  }
});

test("messages outlive the server", async () => {
  await send({ messageId: "<1@shop.example>" });
  await mailbox.close();
  mailbox = await startMailbox({ folder });
  expect(await send({ messageId: "<1@shop.example>" })).toBe("250 kept before");
});

test.each([
  ["later", { responseCode: 451 }, 0],
  ["never", { responseCode: 550 }, 0],
  ["drop_before", {}, 0],
  ["drop_after", {}, 1],
] as const)("the fault %s hits one message to the address", async (kind, error, kept) => {
  mailbox.faults.add({ kind, to: "ada@example.com" });
  await send({ to: "bob@example.com" });
  await expect(send({})).rejects.toMatchObject(error);
  expect(await readMailbox(folder, { to: "ada@example.com" })).toHaveLength(kept);
  expect(await send({})).toBe("250 kept");
});

test("it has settings of its own, and none for production", () => {
  expect(readMailboxConfig({})).toEqual({ port: 12_125, folder: ".data/mailbox" });
  expect(readMailboxConfig({ MAILBOX_PORT: "2525" })).toMatchObject({ port: 2525 });
  expect(() => readMailboxConfig({ MAILBOX_PROT: "2525" })).toThrow("MAILBOX_PROT");
  expect(() => readMailboxConfig({ PROFILE: "production" })).toThrow("never runs in production");
});
