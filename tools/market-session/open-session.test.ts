import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Code, createClient } from "@connectrpc/connect";
import { AccountService, AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { startTimeOf } from "#mesh/machine";
import { eventually, freePort } from "#mesh/testing";
import { openSession } from "./mod.ts";
import { startDoor } from "./test/door.ts";

const before = { ...process.env };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-session-"));
  const account = { UM_EMAIL: "ada@example.com", UM_PASSWORD: "secret" };
  Object.assign(process.env, { ...account, DATA_DIR: folder, PORT: String(await freePort()) });
});

afterEach(async () => {
  for (const name of ["UM_EMAIL", "UM_PASSWORD", "DATA_DIR", "PORT"]) delete process.env[name];
  Object.assign(process.env, before);
  await rm(folder, { recursive: true });
});

test("a session calls the market it finds as who signed in, until it is closed", async () => {
  const callers: (string | null)[] = [];
  await using door = await startDoor((router) => {
    router.service(AuthService, { signIn: ({ email }) => ({ accessToken: `token of ${email}`, userId: "usr_1" }) });
    router.service(AccountService, {
      getAccount({ userId }, { requestHeader }) {
        callers.push(requestHeader.get("authorization"));
        return userId === "usr_1" ? {} : new Promise<object>(() => {});
      },
    });
  });
  const supervisor = { pid: process.pid, startTime: startTimeOf(process.pid) };
  const notes = { welcomed: true, url: door.url };
  await writeFile(join(folder, "run.json"), JSON.stringify({ supervisor, units: [], notes }));

  const session = await openSession({ as: "admin", print: () => {} });
  expect(session).toMatchObject({ url: door.url, userId: "usr_1", farewell: "" });
  const { getAccount } = createClient(AccountService, session.transport);
  await getAccount({ userId: session.userId });
  const unanswered = expect(getAccount({ userId: "usr_2" })).rejects.toMatchObject({ code: Code.Canceled });
  await eventually(() => callers.length === 2);
  await session.close();
  await unanswered;
  expect(callers).toEqual(Array(2).fill("Bearer token of ada@example.com"));
});
