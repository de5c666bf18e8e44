import {
  create,
  createRegistry,
  type DescMethodUnary,
  getOption,
  type JsonValue,
  type Message,
  type Registry,
  ScalarType,
  toJson,
} from "@bufbuild/protobuf";
import { type Any, AnySchema } from "@bufbuild/protobuf/wkt";
import { ConnectError, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { http } from "#gen/es/google/api/annotations_pb.js";
import { file_google_rpc_error_details } from "#gen/es/google/rpc/error_details_pb.js";
import { type Status, StatusSchema } from "#gen/es/google/rpc/status_pb.js";
import { RateClass } from "#gen/es/ultramarket/options/v1/options_pb.js";
import type { Method } from "#mesh/rpc";
import { eventually } from "#mesh/testing";
import { makeKnown } from "./known.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { callRest } from "./rest-call.ts";
import { sampleRequests } from "./sample-requests.ts";
import type { TokensJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

type Call = (method: DescMethodUnary, request: Message) => Promise<Message>;

let market: TestMarket;
let registry: Registry;
let methods: readonly Method[];
let samples: Readonly<Record<string, Message>>;
let protocols: ReadonlyMap<string, Call>;

beforeAll(async () => {
  market = await startTestMarket();
  const { contracts } = market.host;
  registry = createRegistry(contracts.registry, file_google_rpc_error_details);
  methods = contracts.methods.filter(({ access, desc }) => access.case !== "internal" && desc.methodKind === "unary");
  const token = await market.tokenFor(["*"]);
  protocols = openProtocols(token);
  samples = sampleRequests(await makeKnown(market.url, token));
}, 60_000);

function openProtocols(token: string): ReadonlyMap<string, Call> {
  const headers: Record<string, string> = token === "" ? {} : { authorization: `Bearer ${token}` };
  const http1 = { baseUrl: market.url, httpVersion: "1.1" } as const;
  const transports: Readonly<Record<string, Transport>> = {
    "Connect JSON": createConnectTransport({ ...http1, useBinaryFormat: false }),
    "Connect binary": createConnectTransport({ ...http1, useBinaryFormat: true }),
    "Connect GET": createConnectTransport({ ...http1, useHttpGet: true }),
    "gRPC-web": createGrpcWebTransport(http1),
    gRPC: createGrpcTransport({ baseUrl: market.url }),
  };
  const opened = Object.entries(transports).map(
    ([name, transport]) => [name, overTransport(transport, headers)] as const,
  );
  const overRest: Call = (method, request) => callRest({ baseUrl: market.url, method, request, headers, registry });
  return new Map([...opened, ["REST", overRest]]);
}

afterAll(() => market?.close());

function overTransport(transport: Transport, headers: Record<string, string>): Call {
  return async (method, request) => {
    try {
      return (await transport.unary(method, undefined, undefined, headers, request)).message;
    } catch (error) {
      return statusOf(ConnectError.from(error));
    }
  };
}

function statusOf(error: ConnectError): Status {
  const details = error.details.flatMap((detail): Any[] =>
    "type" in detail ? [create(AnySchema, { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value })] : [],
  );
  return create(StatusSchema, { code: error.code, message: error.rawMessage, details });
}

async function answers(method: Method, request: Message): Promise<Record<string, JsonValue>> {
  const desc = method.desc as DescMethodUnary;
  const found: Record<string, JsonValue> = {};
  for (const [protocol, call] of protocols) {
    const answer = await call(desc, request);
    const schema = answer.$typeName === StatusSchema.typeName ? StatusSchema : desc.output;
    found[protocol] = toJson(schema, answer, { registry });
  }
  return found;
}

const nameOf = ({ desc }: Method) => `${desc.parent.name}.${desc.name}`;

/** What answers with new secrets each time, so that no two answers are the same. */
const secretive = ({ policy }: Method) => policy.rateClass === RateClass.CREDENTIAL;

test("there is a sample request for every public RPC but those that answer with secrets", () => {
  expect(Object.keys(samples).toSorted()).toEqual(
    methods
      .filter((method) => !secretive(method))
      .map(nameOf)
      .toSorted(),
  );
});

test("every public RPC gives the same answer over every protocol", async () => {
  for (const method of methods.filter((one) => !secretive(one))) {
    // What goes on by itself, such as a rebuilt index, may be between two states.
    await eventually(async () => {
      const found = await answers(method, samples[nameOf(method)] as Message);
      const [first] = Object.values(found);
      const refusal = expect.objectContaining({ code: expect.any(Number), message: expect.any(String) });
      expect({ method: nameOf(method), first }).not.toEqual({ method: nameOf(method), first: refusal });
      expect({ method: nameOf(method), ...found }).toEqual({
        method: nameOf(method),
        ...Object.fromEntries([...protocols.keys()].map((protocol) => [protocol, first])),
      });
    });
  }
}, 60_000);

/** Nothing but what a REST route cannot be without: the ids in its path, and a body. */
function emptyRequest({ desc }: Method): Message {
  const { body, pattern } = getOption(desc, http);
  const inPath = [...String(pattern.value).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const fields = desc.input.fields.flatMap(({ name, localName, scalar }): [string, unknown][] => {
    if (name === body) return [[localName, {}]];
    return inPath.includes(name) ? [[localName, scalar === ScalarType.STRING ? "no-id" : 1n]] : [];
  });
  return create(desc.input, Object.fromEntries(fields));
}

test("every public RPC gives the same refusal of an empty request over every protocol", async () => {
  for (const method of methods.filter(({ desc }) => desc.input.fields.length > 0)) {
    // An empty request for a list is answered, and what is listed may go on meanwhile.
    await eventually(async () => {
      const found = await answers(method, emptyRequest(method));
      const [first] = Object.values(found);
      expect({ method: nameOf(method), ...found }).toEqual({
        method: nameOf(method),
        ...Object.fromEntries([...protocols.keys()].map((protocol) => [protocol, first])),
      });
    });
  }
});

test("calls that answer with secrets give the same kind of answer over every protocol", async () => {
  const wanted = ["Register", "SignIn", "StartGuestSession", "RefreshSession", "SignOut"];
  const codes = ["RequestEmailVerification", "VerifyEmail", "RequestPasswordReset", "ResetPassword", "ChangePassword"];
  const factors = [
    "EnrollTotp",
    "ConfirmFactor",
    "EnrollEmail",
    "SendFactorCode",
    "RemoveFactor",
    "ReplaceRecoveryCodes",
    "StepUp",
    "BeginProviderSignIn",
    "CompleteProviderSignIn",
    "RemoveIdentity",
    "StartImpersonation",
  ];
  const passkeys = ["BeginPasskey", "SignInWithPasskey", "EnrollPasskey", "ConfirmPasskey"];
  const all = [
    "CreateApiKey",
    ...wanted,
    ...codes,
    ...factors,
    ...passkeys,
    "SignOutEverywhere",
    "RedeemGiftCard",
    "IssueGiftCards",
  ];
  expect(methods.filter(secretive).map(({ desc }) => desc.name)).toEqual(all);
  const refusal = ["code", "details", "message"];
  const tokens = ["accessToken", "expireTime", "refreshToken", "userId"];
  for (const name of protocols.keys()) {
    const account = { email: `${name.replaceAll(/\W/g, "-")}@ultramarket.example`, password: "correct horse battery" };
    const { accessToken, refreshToken } = await rest<TokensJson>(market.url, "POST /v1/auth:register", {
      body: account,
    });
    const call = openProtocols(accessToken).get(name) as Call;
    const anonymous = openProtocols("").get(name) as Call;
    const ask = async (rpc: string, fields: Record<string, unknown>, by = anonymous) => {
      const { desc } = methods.find((method) => method.desc.name === rpc) as Method;
      const answer = await by(desc as DescMethodUnary, create(desc.input, fields));
      const schema = answer.$typeName === StatusSchema.typeName ? StatusSchema : desc.output;
      return Object.keys(toJson(schema, answer, { registry, alwaysEmitImplicit: true }) ?? {}).toSorted();
    };
    const other = { ...account, email: `other-${account.email}` };
    expect({ name, answers: [await ask("Register", other), await ask("SignIn", account)] }).toEqual({
      name,
      answers: [tokens, tokens],
    });
    expect(await ask("StartGuestSession", {})).toEqual(tokens);
    expect(await ask("RefreshSession", { refreshToken })).toEqual(tokens);
    expect(await ask("CreateApiKey", { name: "nightly import" }, call)).toEqual(["apiKey", "secret"]);
    const { email, password } = account;
    const bytes = new Uint8Array(40);
    const made = { clientDataJson: bytes, attestationObject: bytes };
    const passkey = { ...{ credentialId: bytes, clientDataJson: bytes, authenticatorData: bytes }, signature: bytes };
    expect({
      name,
      answers: [
        await ask("EnrollTotp", { name: "phone", password }, call),
        await ask("ConfirmFactor", { factorId: `fct_0${"a".repeat(25)}`, code: "123456" }, call),
        await ask("EnrollEmail", { name: "mailbox", password }, call),
        await ask("SendFactorCode", {}, call),
        await ask("RemoveFactor", { factorId: `fct_0${"a".repeat(25)}`, code: "123456" }, call),
        await ask("ReplaceRecoveryCodes", { code: "123456" }, call),
        await ask("StepUp", { code: "123456" }, call),
        await ask("SignInWithPasskey", { passkey }),
        await ask("ConfirmPasskey", { factorId: `fct_0${"a".repeat(25)}`, ...made }, call),
        await ask("BeginProviderSignIn", { provider: "nobody" }),
        await ask("CompleteProviderSignIn", { provider: "nobody", binding: bytes, redirectQuery: "code=x" }),
        await ask("RemoveIdentity", { identityId: `idn_0${"a".repeat(25)}` }, call),
        await ask("StartImpersonation", { userId: `usr_0${"a".repeat(25)}`, reason: "help" }, call),
      ],
    }).toEqual({
      name,
      answers: [["factor", "secret", "uri"], ...Array.from({ length: 12 }, () => refusal)],
    });
    expect(await ask("BeginPasskey", {})).toEqual(["challenge", "expireTime", "rpId"]);
    expect(await ask("EnrollPasskey", { name: "laptop", password }, call)).toEqual([
      ...["algorithms", "challenge", "excludedCredentialIds", "expireTime", "factor"],
      ...["rpId", "userHandle", "userName"],
    ]);
    const amount = { currencyCode: "EUR", minorUnits: 500n };
    expect({
      name,
      answers: [
        await ask("RedeemGiftCard", { code: "0000-0000-0000-0000" }, call),
        await ask("IssueGiftCards", { amount, count: 1 }, call),
      ],
    }).toEqual({ name, answers: [refusal, refusal] });
    const newPassword = "staple battery horse";
    expect({
      name,
      answers: [
        await ask("RequestEmailVerification", {}, call),
        await ask("VerifyEmail", { code: "wrong" }, call),
        await ask("RequestPasswordReset", { email }),
        await ask("ResetPassword", { email, code: "wrong", newPassword }),
        await ask("ChangePassword", { currentPassword: password, newPassword }, call),
      ],
    }).toEqual({ name, answers: [[], refusal, [], refusal, []] });
    expect(await ask("SignOut", {}, call)).toEqual([]);
    const again = { email, password: newPassword };
    const back = await rest<TokensJson>(market.url, "POST /v1/auth:signIn", { body: again });
    const callAgain = openProtocols(back.accessToken).get(name) as Call;
    expect(await ask("SignOutEverywhere", {}, callAgain)).toEqual([]);
  }
}, 60_000);
