import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { AccountService, AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { CommandError } from "../um/command.ts";
import { signedInAs } from "./signed-in-as.ts";
import { startDoor } from "./test/door.ts";

const account = { email: "ada@example.com", password: "secret" };
const hour = 3_600_000;

/** Tokens are numbers, counted from 1, of these lifetimes; the last goes for all after it. */
async function startMarket(...livesMs: readonly number[]) {
  const market = { signIns: 0, oldest: 1, isOpen: true, used: [] as number[] };
  const door = await startDoor((router) => {
    router.service(AuthService, {
      signIn({ email, password }) {
        market.signIns += 1;
        if (!market.isOpen) throw new ConnectError("later", Code.Unavailable);
        if (email !== account.email || password !== account.password)
          throw new ConnectError("no", Code.Unauthenticated);
        const lifeMs = livesMs[Math.min(market.signIns, livesMs.length) - 1] ?? hour;
        const expireTime = timestampFromMs(Date.now() + lifeMs);
        return { accessToken: String(market.signIns), userId: "usr_1", expireTime };
      },
    });
    router.service(AccountService, {
      getAccount(_, { requestHeader }) {
        const token = Number(requestHeader.get("authorization")?.replace("Bearer ", ""));
        if (!(token >= market.oldest)) throw new ConnectError("who are you?", Code.Unauthenticated);
        market.used.push(token);
        return {};
      },
    });
  });
  const as = (who: typeof account) => {
    const caller = signedInAs(door.transport, who);
    const { getAccount } = createClient(AccountService, door.through(caller.interceptor));
    return { caller, many: (count: number) => Promise.all(Array.from({ length: count }, () => getAccount({}))) };
  };
  return Object.assign(door, { market, as });
}

test("many calls at once sign in once, and so does who asks for the user", async () => {
  await using door = await startMarket();
  const { caller, many } = door.as(account);
  await Promise.all([many(20), caller.userId()]);
  await many(5);
  expect(await caller.userId()).toBe("usr_1");
  expect(door.market.signIns).toBe(1);
});

test("a token near its end is replaced once, before it is used", async () => {
  await using door = await startMarket(hour, 59_000, hour);
  const { many } = door.as(account);
  door.market.signIns = 1;
  await many(20);
  expect(door.market.used).toEqual(Array(20).fill(3));
  expect(door.market.signIns).toBe(3);
});

test("calls that are refused together sign in once and are made again", async () => {
  await using door = await startMarket();
  const { many } = door.as(account);
  await many(1);
  door.market.oldest = 2;
  await many(20);
  await many(1);
  expect(door.market.used).toEqual([1, ...Array(21).fill(2)]);
  expect(door.market.signIns).toBe(2);
});

test("a call that is refused with a new token too is refused", async () => {
  await using door = await startMarket();
  door.market.oldest = 9;
  await expect(door.as(account).many(1)).rejects.toMatchObject({ code: Code.Unauthenticated });
  expect(door.market.signIns).toBe(2);
});

test("signing in that fails is tried again by the next call", async () => {
  await using door = await startMarket();
  const { many } = door.as(account);
  door.market.isOpen = false;
  await expect(many(3)).rejects.toMatchObject({ code: Code.Unavailable });
  expect(door.market.signIns).toBe(1);
  door.market.isOpen = true;
  await many(3);
  expect(door.market.signIns).toBe(2);
});

test("who may not sign in is told whose account to name", async () => {
  await using door = await startMarket();
  const error = await door
    .as({ ...account, password: "wrong" })
    .caller.userId()
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({ message: expect.stringMatching(/ada@example.com.*DATA_DIR.*UM_EMAIL/) });
});
