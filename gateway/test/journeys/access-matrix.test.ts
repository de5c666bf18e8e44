import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { detail, inProcessChannel, type Method, RpcError } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { services } from "../../../services/mod.ts";

const principals = ["anonymous", "customer", "other customer", "staff", "admin", "service", "stranger"] as const;
type Principal = (typeof principals)[number];

const workloads: Readonly<Record<Principal, string>> = {
  anonymous: "gateway",
  customer: "gateway",
  "other customer": "gateway",
  staff: "gateway",
  admin: "gateway",
  service: "order",
  stranger: "",
};
const permissions: Partial<Record<Principal, readonly string[]>> = {
  customer: [],
  "other customer": [],
  staff: ["product.read", "product.write"],
  admin: ["*"],
};

let market: TestHost;
const tokens = new Map<Principal, string>();

beforeAll(async () => {
  market = await startTestHost({ services });
  for (const [principal, held] of Object.entries(permissions)) {
    tokens.set(principal as Principal, await market.tokenFor(held));
  }
});

afterAll(() => market?.close());

/** Why the door stays shut, or "in": an empty request is refused by its rules or answered, but only once inside. */
async function knock(path: string, workload: string, token: string | undefined): Promise<string> {
  const channel = inProcessChannel(market.host.core, workload);
  try {
    await channel.unary(path, new Uint8Array(), { token });
    return "in";
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    const reason = detail(error, ErrorInfoSchema)?.reason ?? "";
    return doors.has(reason) ? reason : "in";
  }
}

const doors = new Set(["SIGN_IN_REQUIRED", "PERMISSION_MISSING", "CALLER_NOT_ALLOWED", "TOKEN_INVALID"]);

function expected({ access, callers }: Method, principal: Principal): string {
  const workload = workloads[principal];
  const held = permissions[principal];
  if (callers.size > 0 && !callers.has(workload)) return "CALLER_NOT_ALLOWED";
  if (access.case === "internal") return workload === "" ? "CALLER_NOT_ALLOWED" : "in";
  if (access.case === "public") return "in";
  if (held === undefined) return "SIGN_IN_REQUIRED";
  if (access.case === "signedIn" || held.includes("*") || held.includes(access.value)) return "in";
  return "PERMISSION_MISSING";
}

test("every RPC lets in whom its contract names, and nobody else", async () => {
  const { contracts } = market.host;
  expect(contracts.methods.length).toBeGreaterThan(0);
  const found: string[] = [];
  const wanted: string[] = [];
  for (const method of contracts.methods) {
    for (const principal of principals) {
      const cell = `${method.path} x ${principal}: `;
      found.push(cell + (await knock(method.path, workloads[principal], tokens.get(principal))));
      wanted.push(cell + expected(method, principal));
    }
  }
  expect(found).toEqual(wanted);
});

test.each([
  ["CreateProduct", ["staff", "admin"]],
  ["UpdateProduct", ["staff", "admin"]],
  ["GetProduct", principals],
  ["BatchGetVariants", ["service"]],
])("%s lets in %p", async (name, wanted) => {
  const path = `/ultramarket.product.v1.ProductService/${name}`;
  const answers = await Promise.all(
    principals.map(async (principal) => {
      const answer = await knock(path, workloads[principal], tokens.get(principal));
      return answer === "in" ? [principal] : [];
    }),
  );
  expect(answers.flat()).toEqual(wanted);
});

test("a token that is no token is refused by every RPC that takes users, public ones too", async () => {
  const methods = market.host.contracts.methods.filter(({ access }) => access.case !== "internal");
  for (const { path } of methods)
    expect([path, await knock(path, "gateway", "x.y.z")]).toEqual([path, "TOKEN_INVALID"]);
});
