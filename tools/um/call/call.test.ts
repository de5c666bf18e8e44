import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { create, createFileRegistry } from "@bufbuild/protobuf";
import { anyPack, StringValueSchema, timestampFromMs } from "@bufbuild/protobuf/wkt";
import { createRouterTransport } from "@connectrpc/connect";
import { StatusSchema } from "#gen/es/google/rpc/status_pb.js";
import { AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { openDevelopmentCa } from "#mesh/identity";
import { refuse } from "#mesh/kernel";
import type { Script } from "../../../gateway/test/scripted-upstream.ts";
import { type TestGateway, testGateway } from "../../../gateway/test/test-gateway.ts";
import { call } from "../call.ts";
import { layoutOf } from "../start/layout.ts";
import { readCallArguments } from "./call-arguments.ts";
import { callerToken } from "./caller-token.ts";
import { messageJson } from "./message-json.ts";
import { runCall } from "./run-call.ts";

const requestIds: string[] = [];
const script: Script = {
  write: ({ message, requestId }, { token }) => {
    if (token === undefined) throw refuse("SIGN_IN_REQUIRED");
    requestIds.push(requestId);
    return { message: `${message} by ${token}`, effects: 2n ** 60n };
  },
  echo: ({ message }) => {
    if (message === "nobody") throw refuse("RESOURCE_NOT_FOUND", { metadata: { resource: "note" } });
    return { message };
  },
};

let gateway: TestGateway;
let folder: string;

beforeAll(async () => {
  gateway = await testGateway(script);
  folder = await mkdtemp(join(tmpdir(), "call-"));
});

afterAll(async () => {
  await gateway.drain(0);
  await rm(folder, { recursive: true });
});

/** What `um call` prints about the gateway. */
async function umCall(args: readonly string[], { stdin = "", isPerson = false } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const lines = { print: (line: string) => out.push(line), tell: (line: string) => err.push(line) };
  const asked = readCallArguments(["--address", gateway.url, ...args]);
  const code = await runCall(asked, { stdin: Readable.from([stdin]), isPerson, ...lines });
  return { code, out, err: err.join("\n") };
}

test.each(["grpc", "grpc-web", "connect"])("a method is called by %s", async (protocol) => {
  const answer = await umCall(["ultramarket.testing.v1.EchoService/Echo", '{"message":"hi"}', "--protocol", protocol]);
  expect(answer).toEqual({ code: 0, out: ['{"message":"hi"}'], err: "" });
});

test("a person gets answers that are laid out", async () => {
  const { out } = await umCall(["Echo", '{"message":"hi"}'], { isPerson: true });
  expect(out).toEqual(['{\n  "message": "hi"\n}']);
});

test("a keyed call gets a request_id, which is told, and a token", async () => {
  const answer = await umCall(["write", '{"message":"hi"}', "--token", "good"]);
  expect(answer).toMatchObject({ code: 0, out: ['{"message":"hi by good","effects":"1152921504606846976"}'] });
  expect(answer.err).toBe(`request_id ${requestIds.at(-1)}: safe to repeat with it`);
  const own = await umCall(["write", '{"requestId":"mine"}', "--token", "good"]);
  expect([own.err, requestIds.at(-1)]).toEqual(["", "mine"]);
});

test("a refusal is told with code, reason, what it is of and its request id", async () => {
  const file = join(folder, "request.json");
  await writeFile(file, '{"message": "nobody"}');
  const answer = await umCall(["echo/Echo", `@${file}`, "--header", "x-request-id: call-1"]);
  expect(answer).toMatchObject({ code: 1, out: [] });
  expect(answer.err).toMatch(/^NOT_FOUND RESOURCE_NOT_FOUND: /);
  expect(answer.err).toMatch(/^ {2}resource +note$/m);
  expect(answer.err).toMatch(/^ {2}request id +call-1$/m);
});

test("who is not known is told how to say who calls", async () => {
  const { code, err } = await umCall(["Write"]);
  expect(code).toBe(1);
  expect(err).toMatch(/^UNAUTHENTICATED SIGN_IN_REQUIRED(.|\n)*Say who calls by --as/m);
});

test("streams go both ways, a message a line", async () => {
  const stdin = '{"message":"a"}\n\n{"message":"b"}\n';
  const conversed = await umCall(["Converse", "--token", "good"], { stdin });
  expect(conversed).toEqual({ code: 0, out: ['{"message":"a"}', '{"message":"b"}'], err: "" });
  const collected = await umCall(["Collect", "-", "--token", "good"], { stdin });
  expect(collected.out).toEqual(['{"messages":["a","b"]}']);
  const repeated = await umCall(["Repeat", '{"message":"a","count":5}', "--max-messages", "2"]);
  expect(repeated).toEqual({ code: 0, out: ['{"message":"a"}', '{"message":"a"}'], err: "" });
});

test.each([
  [["Ecko"], 'there is no method "Ecko"; did you mean EchoService/Echo?'],
  [["ecoh/Echo"], 'there is no service "ecoh"; did you mean echo'],
  [["Echo", '{"mesage":"hi"}'], 'there is no field "mesage"; did you mean message?'],
  [["Repeat", '{"count":"many"}'], "field RepeatRequest.count: expected number (int32)"],
  [["Collect", '{"message":1}', "--token", "good"], "field CollectRequest.message: expected string"],
  [["Echo", "{"], "the request is no JSON: "],
  [["Echo", "@/nothing.json"], "/nothing.json cannot be read: ENOENT"],
  [["Echo", "{}", "{}"], "one argument too many"],
  [["Echo", "--as", "king"], '--as takes admin, customer, guest, anonymous; not "king"'],
  [["Echo", "--timeout", "soon"], "--timeout takes a duration"],
  [["Echo", "--header", "x"], '--header takes "name: value"'],
  [["--list", "whisper"], 'no method\'s name contains "whisper"'],
])("%j is not understood", async (args, said) => {
  await expect(umCall(args)).rejects.toMatchObject({ name: "CommandError", message: expect.stringContaining(said) });
});

test("methods are listed, and described with an example that works", async () => {
  expect((await umCall(["--list", "repeat"])).out).toEqual([
    "EchoService/Repeat  (RepeatRequest) -> stream RepeatResponse",
  ]);
  const [text = ""] = (await umCall(["--describe", "EchoService/Echo"])).out;
  expect(text).toContain("ultramarket.testing.v1.EchoRequest:\n  message  string");
  const [, method = "", json = ""] = /um call (\S+) '(.*)'$/m.exec(text) ?? [];
  expect(await umCall([method, json])).toMatchObject({ code: 0 });
  const [service = ""] = (await umCall(["--describe", "echo"])).out;
  expect(service).toContain("Collect (stream CollectRequest) -> CollectResponse");
  const [value = ""] = (await umCall(["--describe", "Criticality"])).out;
  expect(value).toContain("CRITICALITY_NORMAL = 2\n  Browsing and everything");
  const [message = ""] = (await umCall(["--describe", "ultramarket.testing.v1.Note"])).out;
  expect(message).toContain("noteId  string");
});

test("a server that does not answer is named", async () => {
  const { code, err } = await umCall(["Echo", "--address", "http://127.0.0.1:1"]);
  expect({ code, err }).toEqual({ code: 1, err: "Nothing answers at http://127.0.0.1:1: ECONNREFUSED" });
});

test("a certificate that nobody vouches for is told of, with what to do", async () => {
  const ca = await openDevelopmentCa(join(folder, "identity"), { profile: "development" });
  await using secure = await testGateway({}, { tls: await ca.issue("gateway") });
  const { code, err } = await umCall(["Echo", "--address", secure.url.replace("http:", "https:")]);
  expect(code).toBe(1);
  expect(err).toMatch(/^The certificate of https:.* is not trusted \(\w+\); name a file of its authority by --ca\.$/);
});

test("accounts of this machine's market are not shown to another machine", async () => {
  const at = { url: "https://market.example", transport: createRouterTransport(() => {}), layout: layoutOf(folder) };
  await expect(callerToken("admin", at)).rejects.toThrow("--as admin is for markets of this machine");
});

test("who signs in stays signed in until the token ends", async () => {
  let sessions = 0;
  const startGuestSession = () => {
    sessions += 1;
    return { accessToken: `guest ${sessions}`, expireTime: timestampFromMs(Date.now() + sessions * 50_000) };
  };
  const transport = createRouterTransport((router) => router.service(AuthService, { startGuestSession }));
  const at = { url: "http://127.0.0.1:8080", transport, layout: layoutOf(folder) };
  const tokens = [await callerToken("guest", at), await callerToken("guest", at), await callerToken("guest", at)];
  expect(tokens).toEqual(["guest 1", "guest 2", "guest 2"]);
  expect((await stat(join(folder, "call-tokens.json"))).mode & 0o777).toBe(0o600);
});

test("an Any of an unknown type is shown by its bytes", () => {
  const unknown = { typeUrl: "type.googleapis.com/a.B", value: new Uint8Array([1, 2]) };
  const known = anyPack(StringValueSchema, create(StringValueSchema, { value: "hi" }));
  const status = create(StatusSchema, { code: 5, details: [unknown, known] });
  expect(
    messageJson(
      StatusSchema,
      status,
      createFileRegistry(StringValueSchema.file.proto, () => undefined),
    ),
  ).toEqual({
    code: 5,
    message: "",
    details: [
      { "@type": "type.googleapis.com/a.B", value: "AQI=" },
      { "@type": "type.googleapis.com/google.protobuf.StringValue", value: "hi" },
    ],
  });
});

test("um call ends with 2 if it is not understood, and says why", async () => {
  const um = fileURLToPath(new URL("../../um.ts", import.meta.url));
  const called = promisify(execFile)(process.execPath, [um, "call", "--address", gateway.url, "Ecko"]);
  await expect(called).rejects.toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^um call: there is no/),
  });
  expect(call.help).toContain("--max-messages");
});
