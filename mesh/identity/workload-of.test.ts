import "reflect-metadata";
import { webcrypto } from "node:crypto";
import {
  type Extension,
  type JsonGeneralNames,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { spiffeId, workloadOf, workloadOfSpiffeId } from "./mod.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const keys = await webcrypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);

async function certificate(...extensions: Extension[]): Promise<string> {
  const params = { name: "CN=product", keys, signingAlgorithm: algorithm, extensions };
  return (await X509CertificateGenerator.createSelfSigned(params, webcrypto)).toString("pem");
}

const names = (...values: JsonGeneralNames) => new SubjectAlternativeNameExtension(values);
const uri = (value: string) => ({ type: "url" as const, value });
const product = uri("spiffe://ultramarket/sa/product");

test("one URI name of this market is a workload, whatever other names stand beside it", async () => {
  expect(workloadOf(await certificate(names({ type: "dns", value: "localhost" }, product)))).toBe("product");
});

test.each([
  ["no names", []],
  ["no URI name", [names({ type: "dns", value: "spiffe://ultramarket/sa/product" })]],
  ["two URI names", [names(product, uri("spiffe://ultramarket/sa/payment"))]],
  ["the same URI twice", [names(product, product)]],
  ["a foreign URI beside ours", [names(product, uri("https://example.com"))]],
  ["two lists of names", [names(product), names(product)]],
  ["a second list of names without a URI", [names(product), names({ type: "dns", value: "localhost" })]],
  ["another trust domain", [names(uri("spiffe://elsewhere/sa/product"))]],
])("%s is no workload", async (_case, extensions) => {
  expect(workloadOf(await certificate(...extensions))).toBeUndefined();
});

test.each(["", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"])(
  "what is no certificate is no workload: %j",
  (pem) => {
    expect(workloadOf(pem)).toBeUndefined();
    expect(workloadOf(Buffer.from(pem))).toBeUndefined();
  },
);

test("a workload and its SPIFFE id are one to one", () => {
  expect(workloadOfSpiffeId(spiffeId("price-list"))).toBe("price-list");
});

test.each([
  "spiffe://ultramarket/sa/",
  "spiffe://ultramarket/sa/product/admin",
  "spiffe://ultramarket/sa/Product",
  "spiffe://ultramarket/sa/product?x=1",
  "spiffe://ultramarket/sa/pro%64uct",
  "spiffe://ultramarket:80/sa/product",
  "spiffe://ultramarket.evil/sa/product",
  "SPIFFE://ultramarket/sa/product",
  "spiffe://ultramarket/ns/sa/product",
  " spiffe://ultramarket/sa/product",
])("%s is no id of this market", (id) => {
  expect(workloadOfSpiffeId(id)).toBeUndefined();
});
