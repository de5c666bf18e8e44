import type { JsonObject } from "@bufbuild/protobuf";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import type { Examples } from "./examples/examples.ts";
import type { Reason } from "./reasons.ts";

const typeUrl = "type.googleapis.com/google.rpc.";

/** The body of an answer that refuses for this reason: a google.rpc.Status. */
export function errorExample(reason: Reason, examples: Examples): JsonObject {
  const { name, domain, kind, meaning } = reason;
  if (name === "INTERNAL_FAILURE") return hidden(Code[kind]);
  const info = { "@type": `${typeUrl}ErrorInfo`, reason: name, domain, metadata: metadataOf(meaning, examples) };
  return { code: Code[kind], message: firstSentence(meaning), details: [info, ...further(reason)] };
}

/** What an INTERNAL error tells: where the log has more. */
function hidden(code: Code): JsonObject {
  const info = { "@type": `${typeUrl}RequestInfo`, requestId: "4f3c1f0e-0d5b-4f0c-9a57-5e2d8f7c1b6a", servingData: "" };
  return { code, message: "the market failed; its log knows more", details: [info] };
}

/** The keys that the comment of the reason names, as in "metadata `sku` names the variant". */
function metadataOf(meaning: string, examples: Examples): JsonObject {
  const keys = [...meaning.matchAll(/metadata `([a-z_]+)`/g)].map(([, key]) => key ?? "");
  return Object.fromEntries(keys.map((key) => [key, examples.text(camelCase(key))]));
}

function further({ name, meaning }: Reason): JsonObject[] {
  if (name === "INVALID_REQUEST") {
    const violation = { field: "pageSize", description: "must be at most 100", reason: "" };
    return [{ "@type": `${typeUrl}BadRequest`, fieldViolations: [violation] }];
  }
  return meaning.includes("google.rpc.RetryInfo") ? [{ "@type": `${typeUrl}RetryInfo`, retryDelay: "12s" }] : [];
}

function firstSentence(meaning: string): string {
  return (meaning.split(/[;:.] ?/)[0] ?? "").replaceAll("`", "");
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
