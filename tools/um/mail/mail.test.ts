import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepMessage } from "../../../services/notification/sandbox/src/keep-message.ts";
import { runUm, startUm } from "../test/um-program.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "um-mail-"));
});

afterEach(() => rm(dataDir, { recursive: true }));

const um = (...args: readonly string[]) => runUm(["mail", ...args], { DATA_DIR: dataDir });

function keep(id: string, to: string, subject: string, text = "Hello"): Promise<boolean> {
  const headers = ["Date: Sun, 22 Nov 2026 12:00:00 +0000", "From: UltraMarket <orders@ultramarket.example>"];
  const more = [`To: ${to}`, `Subject: ${subject}`, `Message-ID: <${id}@ultramarket.example>`];
  return keepMessage(join(dataDir, "mailbox"), Buffer.from([...headers, ...more, "", `${text}\r\n`].join("\r\n")));
}

test("where nothing was sent yet, it says what to do", async () => {
  for (const args of [[], ["show", "1"]]) {
    const { code, output } = await um(...args);
    expect(code).toBe(1);
    expect(output).toMatch(/^There is no mailbox in .*mailbox yet: start a market with "make start"/);
  }
});

test("messages are listed with the newest last and numbered from it", async () => {
  await keep("a", "ada@example.com", "First");
  await keep("b", "bob@example.com", "Second");
  await keep("c", "ada@example.com", "Third");
  const numbers = async (...args: readonly string[]) =>
    [...(await um(...args)).output.matchAll(/^ *(\d+) .* (\w+)$/gm)].map(
      ([, number, subject]) => `${number} ${subject}`,
    );
  expect(await numbers()).toEqual(["3 First", "2 Second", "1 Third"]);
  expect(await numbers("--to", "ADA@example.com")).toEqual(["3 First", "1 Third"]);
  expect(await numbers("--subject", "sec")).toEqual(["2 Second"]);
  expect(await numbers("--limit", "1")).toEqual(["1 Third"]);
  expect((await um("--to", "eve@example.com")).output).toMatch(/^No message in .* fits\.$/m);
  const [line = ""] = (await um("--json", "--limit", "1")).output.split("\n");
  const entry = { number: 1, id: "c@ultramarket.example", to: ["ada@example.com"], subject: "Third" };
  expect(JSON.parse(line)).toMatchObject(entry);
});

test("a message is shown by its number or its id, as text, as HTML and as it was sent", async () => {
  await keep("a", "Ada <ada@example.com>", "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=", "Dear Ada");
  const { output } = await um("show", "1");
  expect(output).toContain(
    "To: Ada <ada@example.com>\nSubject: Grüße\nMessage-ID: <a@ultramarket.example>\n\nDear Ada\n",
  );
  expect(await um("show", "a@ultramarket.example")).toEqual({ code: 0, output });
  expect((await um("show", "1", "--raw")).output).toContain("Subject: =?UTF-8?Q?");
  expect((await um("show", "1", "--html")).output).not.toContain("Dear");
  expect(await um("show", "2")).toEqual({ code: 1, output: "There is no message 2; um mail lists them.\n" });
});

test("what a message says cannot steer the terminal", async () => {
  await keep("a", "ada@example.com", "\u001b[31mred\u0007", "\u001b]0;title\u0007\u001b[2Jbody\u0008");
  const { output } = await um("show", "1");
  expect(output).not.toMatch(/(?!\n)\p{Cc}/u);
  expect((await um()).output).not.toMatch(/(?!\n)\p{Cc}/u);
  await keep("b", "ada@example.com", "=?UTF-8?Q?=C2=9B31mred=E2=80=AE?=");
  const { output: json } = await um("--json", "--limit", "1");
  expect(json).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  expect(JSON.parse(json)).toMatchObject({ subject: "\u009b31mred\u202e" });
});

test("waiting ends with the message that fits, and with 1 if none came", async () => {
  const waiting = startUm(["mail", "wait", "--to", "ada@example.com", "--subject", "code"], { DATA_DIR: dataDir });
  await keep("a", "ada@example.com", "Another one");
  await keep("b", "ada@example.com", "Your code", "1234");
  expect(await waiting.ended).toMatchObject({ code: 0, output: expect.stringContaining("\n\n1234\n") });
  expect(await um("wait", "--to", "bob@example.com", "--timeout", "150ms")).toEqual({
    code: 1,
    output: "No such message came within 150ms.\n",
  });
  const late = await um("wait", "--to", "ada@example.com", "--since", "2999-01-01T00:00:00Z", "--timeout", "0ms");
  expect(late.code).toBe(1);
});

test.each([
  [["fly"], 'um mail has no "fly"; see um mail --help'],
  [["--limit", "none"], "--limit takes a number from 1 to 999999"],
  [["--to"], "Option '--to <value>' argument missing; see um mail --help"],
  [["show"], "um mail show takes one number or id, such as 1"],
  [["wait", "--timeout", "soon"], "--timeout takes a duration such as 500ms, 10s or 2m, at most 60m"],
  [["wait", "--since", "soon"], "--since takes a time such as 2026-11-22T12:00:00Z"],
])("called as %j it says what is wrong", async (args, output) => {
  expect(await um(...args)).toEqual({ code: 1, output: `${output}\n` });
});

test("it explains itself", async () => {
  expect((await um("--help")).output).toContain("um mail wait [--to ADDRESS]");
});
