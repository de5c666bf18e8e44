import { DomainError, refuse } from "#mesh/kernel";
import { noTokens } from "./access.ts";
import { parseTimeout } from "./deadline.ts";
import { decodeStatus, encodeStatus, fromStatus, RpcError, toStatus } from "./mod.ts";
import { workloadOfCertificate, workloadOfForwarded } from "./spiffe.ts";

test("a status survives its encoding", () => {
  const status = toStatus(refuse("RATE_LIMITED", { retryAfterMs: 20, metadata: { limit: "5" } }));
  const read = fromStatus(decodeStatus(encodeStatus(status)));
  expect(read).toMatchObject({
    kind: "RESOURCE_EXHAUSTED",
    reason: "RATE_LIMITED",
    retryAfterMs: 20,
    metadata: { limit: "5" },
  });
});

test.each([
  [1, "CANCELLED", "CALL_CANCELLED"],
  [2, "UNKNOWN", "INTERNAL_FAILURE"],
  [3, "INVALID_ARGUMENT", "INVALID_REQUEST"],
  [4, "DEADLINE_EXCEEDED", "DEADLINE_PASSED"],
  [5, "NOT_FOUND", "RESOURCE_NOT_FOUND"],
  [7, "PERMISSION_DENIED", "CALLER_NOT_ALLOWED"],
  [8, "RESOURCE_EXHAUSTED", "MESSAGE_TOO_LARGE"],
  [12, "UNIMPLEMENTED", "METHOD_UNKNOWN"],
  [14, "UNAVAILABLE", "SERVICE_UNAVAILABLE"],
  [16, "UNAUTHENTICATED", "SIGN_IN_REQUIRED"],
  [99, "UNKNOWN", "INTERNAL_FAILURE"],
])("a bare status %d is %s with reason %s", (code, kind, reason) => {
  expect(fromStatus(new RpcError(code, ""))).toMatchObject({ kind, reason, domain: "ultramarket" });
});

test("what is no refusal tells nothing but a log id", () => {
  const status = toStatus(new Error("password: hunter2"));
  expect(fromStatus(status)).toMatchObject({
    kind: "INTERNAL",
    metadata: { log_id: expect.stringMatching(/^[\w-]{36}$/) },
  });
  expect(status.message).not.toContain("hunter2");
});

test("details fit into trailers, and are well-formed text", () => {
  const fields = Array.from({ length: 500 }, (_, index) => ({
    field: `f${index}`,
    description: "\ud800".repeat(5_000),
  }));
  const status = toStatus(
    new DomainError("INVALID_ARGUMENT", "x", "Y", "\ud800bad", { fields, metadata: { long: "z".repeat(9_999) } }),
  );
  expect(encodeStatus(status).length).toBeLessThan(32_000);
  expect(() => encodeURI(status.message)).not.toThrow();
});

test.each([
  ["10S", 10_000],
  ["2H", 7_200_000],
  ["3M", 180_000],
  ["5m", 5],
  ["500u", 0.5],
  ["1n", 1e-6],
  ["1", undefined],
  ["", undefined],
])("grpc-timeout %p is %p ms", (header, ms) => {
  expect(parseTimeout(header)).toBe(ms);
});

test("a server without users refuses every token", async () => {
  await expect(noTokens.verify("t")).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
});

const id = "spiffe://ultramarket/sa/order";

test.each([
  [`URI:${id}`, "order"],
  [`DNS:order.local, URI:${id}`, "order"],
  [`URI:${id}, URI:${id}`, undefined],
  [`DNS:"x, URI:${id}"`, undefined],
  [`DNS:"x, URI:${id}, y"`, undefined],
  [`URI:${id}, URI:https://example.com`, undefined],
  ["DNS:spiffe://ultramarket/sa/order", undefined],
  ["URI:spiffe://ultramarket/sa/", undefined],
  ["URI:spiffe://ultramarket/sa/Order", undefined],
  ["URI:spiffe://ultramarket/sa/order?x=1", undefined],
  ["URI:spiffe://ultramarket/sa/pro%64uct", undefined],
  ["URI:spiffe://ultramarket:80/sa/order", undefined],
  ["URI:spiffe://ultramarket.evil/sa/order", undefined],
  ["URI:SPIFFE://ultramarket/sa/order", undefined],
  ["URI:spiffe://ultramarket/sa/order/extra", undefined],
  ["URI:https://ultramarket/sa/order", undefined],
  ["", undefined],
  [undefined, undefined],
])("the subject alternative name %p proves %p", (name, workload) => {
  expect(workloadOfCertificate(name, "ultramarket")).toBe(workload);
});

test.each([
  [`URI=${id}`, "order"],
  [`By=a;URI="${id}"`, "order"],
  [`URI=spiffe://ultramarket/sa/eve,By=a;URI=${id}`, "order"],
  [`Subject="x,URI=${id}";By=a`, undefined],
  [`Subject=";URI=${id}"`, undefined],
  [`Subject=";URI=${id};";By=a`, undefined],
  [`Subject="\\",URI=${id}";By=a`, undefined],
  [`URI=${id};URI=spiffe://ultramarket/sa/eve`, undefined],
  ["", undefined],
])("the forwarded certificate %p proves %p", (header, workload) => {
  expect(workloadOfForwarded(header, "ultramarket")).toBe(workload);
});
