import { PostmanValidator } from "@har-sdk/validator";
import { describePostman } from "../mod.ts";
import { operationsOf } from "../operations.ts";
import { document } from "./market-document.ts";

const collection = describePostman(document, "http://127.0.0.1:8080");
const requests = collection.item.flatMap(({ item }) => item);
const plain = JSON.parse(JSON.stringify(collection));

test("the collection is valid by Postman's schema of v2.1", async () => {
  const validator = new PostmanValidator();
  expect(await validator.verify(plain)).toEqual([]);
  expect(await validator.verify({ ...plain, item: [{ request: { method: 1 } }] })).not.toEqual([]);
});

test("each service is a folder, each operation a request", () => {
  expect(collection.item.map(({ name }) => name)).toEqual(document.tags.map(({ name }) => name));
  expect(requests).toHaveLength(operationsOf(document).length);
});

test("ids and tokens that one request gets stand in the next one's path, query and body", () => {
  const request = (name: string) => requests.find((one) => one.name === name)?.request;
  expect(request("Cancel Order")).toMatchObject({
    method: "POST",
    url: { raw: "{{baseUrl}}/v1/orders/{{order_id}}:cancel", path: ["v1", "orders", "{{order_id}}:cancel"] },
  });
  expect(JSON.parse(request("Add Cart Line")?.body?.raw ?? "")).toEqual({
    variantId: "{{variant_id}}",
    quantity: "2",
    requestId: "{{$guid}}",
  });
  expect(JSON.parse(request("Refresh Session")?.body?.raw ?? "")).toEqual({ refreshToken: "{{refreshToken}}" });
  const names = collection.variable.map(({ key }) => key);
  for (const [, name] of JSON.stringify(requests).matchAll(/\{\{([a-zA-Z_]+)\}\}/g)) expect(names).toContain(name);
});

test("the token of the collection signs every request", () => {
  expect(collection.auth).toEqual({ type: "bearer", bearer: [{ key: "token", value: "{{token}}", type: "string" }] });
  expect(JSON.stringify(requests)).not.toMatch(/"auth":|Authorization/);
});

test("the script keeps tokens, and the ids that come first", () => {
  const [{ script }] = plain.event;
  const kept = new Map([
    ["token", ""],
    ["order_id", ""],
    ["cart_id", ""],
  ]);
  const answer = {
    accessToken: "eyJ",
    userId: "usr_1",
    orders: [{ orderId: "ord_1", cartId: "" }, { orderId: "ord_2" }],
  };
  const pm = {
    test: (_: string, check: () => void) => check(),
    expect,
    collectionVariables: {
      has: (key: string) => kept.has(key),
      set: (key: string, value: string) => kept.set(key, value),
    },
    response: {
      code: 200,
      json: () => answer,
      headers: { get: () => "application/json" },
      to: { have: { header: () => undefined } },
    },
  };
  const withChai = { ...pm, expect: () => ({ to: { be: { below: () => undefined } } }) };
  new Function("pm", script.exec.join("\n"))(withChai);
  expect(Object.fromEntries(kept)).toEqual({ token: "eyJ", order_id: "ord_1", cart_id: "" });
});
