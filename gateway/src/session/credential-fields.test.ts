import type { DescMethod } from "@bufbuild/protobuf";
import { AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { loadContracts, type Method } from "#mesh/rpc";
import { credentialFieldsOf, pathsOf } from "./credential-fields.ts";

const contracts = loadContracts();

function methodOf(name: string): Method {
  const method = contracts.method(`/${AuthService.typeName}/${name}`);
  if (method === undefined) throw new Error(`no ${name}`);
  return method;
}

/** The method with another description. */
const changed = (name: string, change: (desc: DescMethod) => object): Method => {
  const method = methodOf(name);
  return { ...method, desc: Object.assign(Object.create(method.desc), change(method.desc)) };
};

test("the contracts say where credentials are, and how long they are good", () => {
  const tells = { access: { maxAgeSeconds: 900 }, refresh: { maxAgeSeconds: 2_592_000 } };
  expect(credentialFieldsOf(methodOf("SignIn"))).toMatchObject({ asks: undefined, tells });
  expect(credentialFieldsOf(methodOf("RefreshSession"))).toMatchObject({ asks: { name: "refresh_token" }, tells });
  expect(credentialFieldsOf(methodOf("SignOut"))).toBeUndefined();
  const marked = contracts.methods.filter((method) => credentialFieldsOf(method) !== undefined);
  expect(marked.map(({ desc }) => desc.name)).toEqual([
    ...["Register", "SignIn", "StartGuestSession", "RefreshSession"],
    ...["CompleteProviderSignIn", "SignInWithPasskey"],
  ]);
});

test("a refresh token's cookie goes to the paths of all protocols", () => {
  expect(pathsOf(methodOf("RefreshSession"))).toEqual([`/${AuthService.typeName}/RefreshSession`, "/v1/auth:refresh"]);
  const account = contracts.method("/ultramarket.auth.v1.AccountService/GetAccount") as Method;
  expect(() => pathsOf(account)).toThrow("takes a credential at /v1/auth/accounts/{user_id}");
});

test("credentials that fit into no cookies stop the start", () => {
  const streamed = changed("SignIn", () => ({ methodKind: "server_streaming" }));
  expect(() => credentialFieldsOf(streamed)).toThrow("credentials that fit into no cookies");
  const halved = changed("SignIn", ({ output }) => ({
    output: { ...output, fields: output.fields.filter(({ name }) => name !== "refresh_token") },
  }));
  expect(() => credentialFieldsOf(halved)).toThrow("SignIn has credentials that fit into no cookies");
});
