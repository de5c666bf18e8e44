import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { detail, inProcessChannel, type Method, RpcError } from "#mesh/rpc";
import { startTestMarket, type TestMarket } from "./market.ts";
import { anAdminOfTwoSessions } from "./shop/two-sessions.ts";

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

let market: TestMarket;

beforeAll(async () => {
  market = await startTestMarket();
}, 60_000);

afterAll(() => market?.close());

async function* oneEmptyMessage() {
  yield new Uint8Array();
}

/** Why the door stays shut, or "in": an empty request is refused by its rules or answered, but only once inside. */
async function knock(path: string, workload: string, token: string | undefined): Promise<string> {
  const channel = inProcessChannel(market.host.core, workload);
  const isUnary = market.host.contracts.methods.find((method) => method.path === path)?.desc.methodKind === "unary";
  try {
    if (isUnary) await channel.unary(path, new Uint8Array(), { token });
    else await channel.stream(path, oneEmptyMessage(), { token })[Symbol.asyncIterator]().next();
    return "in";
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    const reason = detail(error, ErrorInfoSchema)?.reason ?? "";
    return doors.has(reason) ? reason : "in";
  }
}

/** With a token of its own each time, for some calls end the session they come with. */
async function knockAs(principal: Principal, path: string): Promise<string> {
  const held = permissions[principal];
  return knock(path, workloads[principal], held && (await market.tokenFor(held)));
}

const doors = new Set([
  "STEP_UP_REQUIRED",
  "SIGN_IN_REQUIRED",
  "PERMISSION_MISSING",
  "CALLER_NOT_ALLOWED",
  "TOKEN_INVALID",
]);

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
      found.push(cell + (await knockAs(principal, method.path)));
      wanted.push(cell + expected(method, principal));
    }
  }
  expect(found).toEqual(wanted);
});

const signedIn = ["customer", "other customer", "staff", "admin"];

test.each([
  ["product.v1.ProductService/CreateProduct", ["staff", "admin"]],
  ["product.v1.ProductService/UpdateProduct", ["staff", "admin"]],
  ["product.v1.ProductService/GetProduct", principals],
  ["product.v1.ProductService/BatchGetVariants", ["service"]],
  ["auth.v1.AuthService/SignIn", principals],
  ["auth.v1.AccountService/SetRoles", ["admin"]],
  ["auth.v1.ApiKeyService/CreateApiKey", signedIn],
  ["auth.v1.FactorService/EnrollTotp", signedIn],
  ["auth.v1.PasskeyService/EnrollPasskey", signedIn],
  ["auth.v1.IdentityService/CompleteProviderSignIn", principals],
  ["auth.v1.IdentityService/RemoveIdentity", signedIn],
  ["auth.v1.ApiKeyExchangeService/ExchangeApiKey", ["anonymous", ...signedIn]],
  ["auth.v1.ImpersonationService/StartImpersonation", ["admin"]],
  ["auth.v1.SessionLookupService/CheckSession", principals.slice(0, -1)],
  ["pricing.v1.QuoteService/QuotePurchase", ["service"]],
  ["inventory.v1.InventoryService/AdjustStock", ["admin"]],
  ["inventory.v1.InventoryService/TransferStock", ["admin"]],
  ["inventory.v1.ReservationService/ReserveStock", ["service"]],
  ["order.v1.CartService/CheckoutCart", signedIn],
  ["order.v1.OrderService/CancelOrder", signedIn],
  ["order.v1.OrderDeskService/ListAllOrders", ["admin"]],
  ["order.v1.DraftOrderService/CreateDraftOrder", ["admin"]],
  ["payment.v1.PaymentProcessingService/RefundPayment", ["service"]],
  ["payment.v1.PaymentService/GetPayment", ["admin"]],
  ["user.v1.UserService/ListAddresses", signedIn],
  ["user.v1.UserDeskService/GetUser", ["admin"]],
  ["user.v1.WishListService/AddWishListItem", signedIn],
  ["user.v1.PrivacyService/RequestErasure", signedIn],
  ["user.v1.PrivacyDeskService/RequestUserErasure", ["admin"]],
  ["user.v1.PrivacyDeskService/DownloadUserExport", ["admin"]],
  ["order.v1.PersonExportService/ExportPerson", []],
  ["user.v1.SellerService/UpdateMySeller", ["admin"]],
  ["user.v1.SellerService/GetSeller", principals],
  ["user.v1.UserLookupService/ReadUser", ["service"]],
  ["auth.v1.AccountLookupService/ReadCode", []],
  ["search.v1.SearchService/SearchProducts", principals],
  ["search.v1.SearchIndexService/RebuildIndex", ["admin"]],
  ["shipping.v1.ShipmentService/ListOrderShipments", signedIn],
  ["shipping.v1.ShippingDeskService/ShipShipment", ["admin"]],
  ["order.v1.FulfillmentService/AllocateShipment", []],
  ["notification.v1.NotificationService/ListNotifications", ["admin"]],
  ["analytics.v1.AnalyticsService/GetRevenue", ["admin"]],
  ["payment.v1.WebhookService/ReceiveStripeWebhook", ["anonymous", ...signedIn]],
])("%s lets in %p", async (name, wanted) => {
  const path = `/ultramarket.${name}`;
  const answers = await Promise.all(
    principals.map(async (principal) => {
      const answer = await knockAs(principal, path);
      return answer === "in" ? [principal] : [];
    }),
  );
  expect(answers.flat()).toEqual(wanted);
});

test("without a fresh proof an account with a factor is shut out of the calls that ask for one, and of no other", async () => {
  const { proven, unproven, stepUp } = await anAdminOfTwoSessions(market);
  const { methods } = market.host.contracts;
  const asking = methods.filter(({ policy }) => policy.freshProof).map(({ path }) => path);
  expect(asking.map((path) => path.replace("/ultramarket.auth.v1.", ""))).toEqual([
    "AccountImportService/BatchImportAccounts",
    "ApiKeyService/CreateApiKey",
    "CredentialService/ChangePassword",
    "AccountService/SetRoles",
    "AccountService/EndSessions",
    "IdentityService/RemoveIdentity",
    "ImpersonationService/StartImpersonation",
    "RoleService/CreateRole",
    "RoleService/UpdateRole",
    "RoleService/DeleteRole",
    "/ultramarket.payment.v1.GiftCardDeskService/IssueGiftCards",
    "/ultramarket.payment.v1.WalletService/GiveMoney",
    "/ultramarket.payment.v1.WalletDeskService/AdjustWallet",
  ]);
  const others = methods.filter(({ access, path, policy }) => {
    return access.case !== "internal" && !policy.endsSession && !asking.includes(path);
  });
  const knockAll = async (token: string, paths: readonly string[]) =>
    new Set(await Promise.all(paths.map((path) => knock(path, "gateway", token))));
  const closed = new Set(["STEP_UP_REQUIRED"]);
  const open = new Set(["in"]);
  expect([await knockAll(unproven, asking), await knockAll(proven, asking)]).toEqual([closed, open]);
  const unasking = others.filter(({ callers }) => callers.size === 0 || callers.has("gateway")).map(({ path }) => path);
  const notEnding = unasking.filter((path) => !path.endsWith("/EndOtherSessions"));
  expect(await knockAll(unproven, notEnding)).toEqual(open);
  await stepUp(unproven);
  expect(await knockAll(unproven, asking)).toEqual(open);
});

test("a token that is no token is refused by every RPC that takes users, public ones too", async () => {
  const methods = market.host.contracts.methods.filter(({ access }) => access.case !== "internal");
  for (const { path } of methods)
    expect([path, await knock(path, "gateway", "x.y.z")]).toEqual([path, "TOKEN_INVALID"]);
});
