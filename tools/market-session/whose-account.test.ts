import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Code, ConnectError } from "@connectrpc/connect";
import { AccountService, AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import type { Account } from "../um/start/accounts.ts";
import { layoutOf } from "../um/start/layout.ts";
import { type Door, startDoor } from "./test/door.ts";
import { accountOf } from "./whose-account.ts";

const { UM_EMAIL, UM_PASSWORD } = process.env;
const admin = { email: "admin@ultramarket.example", password: "secret" };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "whose-account-"));
  set();
});

afterEach(async () => {
  set(UM_EMAIL, UM_PASSWORD);
  await rm(folder, { recursive: true });
});

function set(email?: string, password?: string): void {
  for (const [name, value] of Object.entries({ UM_EMAIL: email, UM_PASSWORD: password })) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** A market that knows the admin. */
async function startMarket() {
  const passwords = new Map([[admin.email, admin.password]]);
  const roles = new Map<string, readonly string[]>();
  const calls: string[] = [];
  const door = await startDoor((router) => {
    router.service(AuthService, {
      register({ email, password }) {
        calls.push("register");
        if (passwords.has(email)) throw new ConnectError("taken", Code.AlreadyExists);
        passwords.set(email, password);
        return {};
      },
      signIn({ email, password }) {
        if (passwords.get(email) !== password) throw new ConnectError("wrong", Code.Unauthenticated);
        return { userId: email, accessToken: email };
      },
    });
    router.service(AccountService, {
      getAccount: ({ userId }) => ({ account: { roles: [...(roles.get(userId) ?? [])] } }),
      setRoles({ userId, roles: given }, { requestHeader }) {
        calls.push(`setRoles by ${requestHeader.get("authorization")}`);
        roles.set(userId, given);
        return {};
      },
    });
  });
  return Object.assign(door, { passwords, roles, calls });
}

const keepAdmin = (account: Account = admin) =>
  writeFile(join(folder, "accounts.json"), JSON.stringify({ admin: account }), { mode: 0o600 });
const asked = (as: "admin" | "clerk", { transport }: Door) => accountOf(as, transport, layoutOf(folder));

test("UM_EMAIL and UM_PASSWORD name the account, whoever is wanted", async () => {
  await using door = await startMarket();
  set("ada@example.com", "secret");
  expect(await asked("clerk", door)).toEqual({ email: "ada@example.com", password: "secret" });
});

test.each([
  ["ada@example.com", undefined],
  [undefined, "secret"],
  ["ada@example.com", ""],
])("UM_EMAIL %p with UM_PASSWORD %p are refused", async (email, password) => {
  await using door = await startMarket();
  await keepAdmin();
  set(email, password);
  await expect(asked("admin", door)).rejects.toThrow("UM_EMAIL and UM_PASSWORD are set together");
});

test("the admin of a development market is the one on its data folder", async () => {
  await using door = await startMarket();
  await keepAdmin();
  set("", "");
  expect(await asked("admin", door)).toEqual(admin);
});

test("without accounts on the data folder it says what to name", async () => {
  await using door = await startMarket();
  await expect(asked("admin", door)).rejects.toThrow(`was not started on ${folder}. Name its DATA_DIR`);
});

test("a clerk is made once, and stays the same", async () => {
  await using door = await startMarket();
  await keepAdmin();
  const clerk = await asked("clerk", door);
  expect(door.passwords.get(clerk.email)).toBe(clerk.password);
  expect(await asked("clerk", door)).toEqual(clerk);
  expect(door.roles.get(clerk.email)).toEqual(["clerk"]);
  expect(door.calls).toEqual(["register", `setRoles by Bearer ${admin.email}`, "register"]);
});

test("the accounts of another market do not open this one", async () => {
  await using door = await startMarket();
  await keepAdmin({ ...admin, password: "of another market" });
  await expect(asked("clerk", door)).rejects.toThrow(`does not let ${admin.email} sign in. Name its DATA_DIR`);
});

test("a folder instead of the accounts is no market that is absent", async () => {
  await using door = await startMarket();
  await mkdir(join(folder, "accounts.json"));
  await expect(asked("admin", door)).rejects.toMatchObject({ code: "EISDIR" });
});
