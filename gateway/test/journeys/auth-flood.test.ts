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

test("a flood of sign-ins is refused beyond what can be hashed, and all other calls go on", async () => {
  const { token, email, password: right } = await customer(market.url);
  let isOver = false;
  const others = ["GET /v1/products", "GET /v1/auth/sessions", "POST /v1/auth:guest"].map(async (route) => {
    const reasons: string[] = [];
    const [body, by] = route.startsWith("POST") ? [{}, undefined] : [undefined, token];
    while (!isOver) reasons.push(await reasonOf(rest(market.url, route, { token: by, body })));
    return reasons;
  });
  const emails = Array.from({ length: 500 }, () => `${randomUUID()}@example.com`);
  const flood = await Promise.all(emails.map(signIn));
  isOver = true;
  const reasons = (await Promise.all(others)).map((answers) => ({
    calls: answers.length,
    reasons: new Set(answers),
  }));
  for (const answers of reasons) {
    expect(answers.reasons).toEqual(new Set([""]));
    expect(answers.calls).toBeGreaterThan(10);
  }
  const counted = Object.groupBy(flood, (reason) => reason);
  expect(Object.keys(counted).toSorted()).toEqual(["CREDENTIALS_WRONG", "SERVER_OVERLOADED"]);
  expect(counted.CREDENTIALS_WRONG?.length).toBeGreaterThanOrEqual(admitted);
  const again = { body: { email, password: right } };
  expect(await reasonOf(rest(market.url, "POST /v1/auth:signIn", again))).toBe("");
});
