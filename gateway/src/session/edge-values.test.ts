import { create, type DescMethod, fromBinary, toBinary } from "@bufbuild/protobuf";
import { AuthService, SignInRequestSchema } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { loadContracts, type Method } from "#mesh/rpc";
import { edgeValuesOf } from "./edge-values.ts";

const contracts = loadContracts();
const methodOf = (name: string) => contracts.method(`/${AuthService.typeName}/${name}`) as Method;
const visitor = { address: "203.0.113.7", userAgent: "Browser/1.0", setHeader: () => undefined };

test("what the edge knows takes the place of what the sender said", () => {
  const write = edgeValuesOf(methodOf("SignIn"));
  const said = { email: "a@b.example", password: "x", clientAddress: "10.0.0.1", clientUserAgent: "I am you" };
  const sent = toBinary(SignInRequestSchema, create(SignInRequestSchema, said));
  const read = (by: typeof visitor | Omit<typeof visitor, "userAgent">) =>
    fromBinary(SignInRequestSchema, write?.(sent, by) ?? sent);
  const { email, password } = said;
  expect(read(visitor)).toMatchObject({
    email,
    password,
    clientAddress: "203.0.113.7",
    clientUserAgent: "Browser/1.0",
  });
  const { userAgent: _, ...silent } = visitor;
  expect(read(silent)).toMatchObject({ clientAddress: "203.0.113.7", clientUserAgent: "" });
  expect(read({ ...visitor, userAgent: "x".repeat(9_999) }).clientUserAgent).toHaveLength(300);
});

test("requests without such fields stay as they are, and fields of another kind stop the start", () => {
  expect(edgeValuesOf(methodOf("SignOut"))).toBeUndefined();
  const method = methodOf("SignIn");
  const streamed: DescMethod = Object.assign(Object.create(method.desc), { methodKind: "client_streaming" });
  expect(() => edgeValuesOf({ ...method, desc: streamed })).toThrow("leaves fields to the edge");
});
