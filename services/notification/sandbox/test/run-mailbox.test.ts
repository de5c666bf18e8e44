import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Runs the program until it tells that it is ready, and stops it. */
async function run(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const ended = once(child, "close");
  const message = await Promise.race([once(child, "message").then(([ready]) => ready), ended.then(() => undefined)]);
  if (message !== undefined) child.kill("SIGTERM");
  const [code] = await ended;
  return { message, code, output };
}

test("it runs under a supervisor, which learns its address, until it is told to stop", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mailbox-"));
  const { message, code } = await run({ MAILBOX_PORT: "0", MAILBOX_FOLDER: folder });
  expect(JSON.stringify(message)).toMatch(/smtp:\/\/127\.0\.0\.1:\d+/);
  expect(code).toBe(0);
  await rm(folder, { recursive: true });
});

test("production has none", async () => {
  expect(await run({ PROFILE: "production" })).toMatchObject({ code: 1, output: expect.stringContaining("PROFILE") });
});
