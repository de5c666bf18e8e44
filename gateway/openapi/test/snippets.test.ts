import { execFileSync } from "node:child_process";
import { operationsOf } from "../operations.ts";
import { curlOf } from "../snippets/curl.ts";
import { exampleMessage, exampleRequest, queryText } from "../snippets/example-request.ts";
import { grpcurlOf } from "../snippets/grpcurl.ts";
import { document } from "./market-document.ts";

const operations = operationsOf(document);

/** The arguments of each command as a shell reads them; the command itself is not run. */
function argumentsOf(command: string, lines: readonly string[]): string[][] {
  const script = [`${command}() { printf '%s\\0' "$@"; printf '\\1'; }`, "MARKET=market MARKET_HOST=host TOKEN=token"];
  const read = execFileSync("sh", [], { input: [...script, ...lines].join("\n"), encoding: "utf8" });
  const calls = read.split("\u0001").slice(0, -1);
  return calls.map((call) => call.split("\u0000").slice(0, -1));
}

test("a shell makes of each curl line the example's address and body", () => {
  const lines = operations.map(({ path, verb, operation }) => curlOf(path, verb, operation));
  const read = argumentsOf("curl", lines);
  expect(read).toHaveLength(operations.length);
  for (const [index, words] of read.entries()) {
    const { path = "", operation } = operations[index] ?? {};
    if (operation === undefined) continue;
    const { path: filled, query, body } = exampleRequest(path, operation);
    expect(words).toContain(`market${filled}${queryText(query)}`);
    if (body !== undefined) expect(JSON.parse(words.at(-1) ?? "")).toEqual(body);
  }
});

test("a shell makes of each grpcurl line the message and the method", () => {
  const read = argumentsOf(
    "grpcurl",
    operations.map(({ operation }) => grpcurlOf(operation)),
  );
  for (const [index, words] of read.entries()) {
    const { operation } = operations[index] ?? {};
    if (operation === undefined) continue;
    const data = words.indexOf("-d");
    expect(data < 0 ? {} : JSON.parse(words[data + 1] ?? "")).toEqual(exampleMessage(operation));
    expect(words.slice(-2)).toEqual(["host", operation["x-rpc"].slice(1)]);
  }
});
