import { randomUUID } from "node:crypto";
import { authService } from "../../../services/auth/src/service.ts";
import { productService } from "../../../services/product/src/service.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { customer } from "./shop/customer.ts";
import { Refusal, rest } from "./shop/rest.ts";

let market: TestMarket;

beforeAll(async () => {
  market = await startTestMarket({ GATEWAY_RATE_CREDENTIAL: "100000/1m" }, [authService, productService]);
}, 60_000);
afterAll(() => market?.close());

const password = "not the password";
/** What a process of the auth service hashes and lets wait. */
const admitted = 66;

/** Why the call was refused; empty if it was not. */
async function reasonOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "";
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

const signIn = (email: string) => reasonOf(rest(market.url, "POST /v1/auth:signIn", { body: { email, password } }));

/** So many calls, one after the other: why they were refused, and how many were answered before the flood was over. */
async function visit(route: string, token: string, isOver: () => boolean) {
  const [body, by] = route.startsWith("POST") ? [{}, undefined] : [undefined, token];
  const reasons = new Set<string>();
  let inFlood = 0;
  for (let calls = 0; calls < 25; calls++) {
    reasons.add(await reasonOf(rest(market.url, route, { token: by, body })));
    if (!isOver()) inFlood += 1;
  }
  return { reasons, inFlood };
}

test("a flood of sign-ins is refused beyond what can be hashed, and all other calls go on", async () => {
  const { token, email, password: right } = await customer(market.url);
  let isOver = false;
  const flood = Promise.all(Array.from({ length: 300 }, () => signIn(`${randomUUID()}@example.com`)));
  const others = ["GET /v1/products", "GET /v1/auth/sessions", "POST /v1/auth:guest"].map((route) =>
    visit(route, token, () => isOver),
  );
  const counted = Object.groupBy(await flood, (reason) => reason);
  isOver = true;
  for (const { reasons, inFlood } of await Promise.all(others)) {
    expect(reasons).toEqual(new Set([""]));
    expect(inFlood).toBeGreaterThan(0);
  }
  expect(Object.keys(counted).toSorted()).toEqual(["CREDENTIALS_WRONG", "SERVER_OVERLOADED"]);
  expect(counted.CREDENTIALS_WRONG?.length).toBeGreaterThanOrEqual(admitted);
  const again = { body: { email, password: right } };
  expect(await reasonOf(rest(market.url, "POST /v1/auth:signIn", again))).toBe("");
}, 60_000);
