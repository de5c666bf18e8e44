import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { DescMethod, FileRegistry, Message } from "@bufbuild/protobuf";
import { errorCode } from "#mesh/machine";
import { readMessage } from "./read-message.ts";
import { UsageError } from "./usage-error.ts";

/** True if the method takes a stream of requests. */
export function takesStream({ methodKind }: DescMethod): boolean {
  return methodKind === "client_streaming" || methodKind === "bidi_streaming";
}

/**
 * The requests that the user gives: JSON, "@file", "-" for stdin, or nothing. A stream of requests is a message a line,
 * read from stdin as they come if nothing is given; one request is `{}` then.
 */
export async function* readRequests(
  method: DescMethod,
  data: string | undefined,
  registry: FileRegistry,
  stdin: NodeJS.ReadableStream,
): AsyncGenerator<Message, void> {
  const read = (json: string) => readMessage(method.input, json, registry);
  if (!takesStream(method)) {
    yield read(await wholeText(data ?? "{}", stdin));
    return;
  }
  for await (const line of await linesOf(data ?? "-", stdin)) if (line.trim() !== "") yield read(line);
}

async function wholeText(data: string, stdin: NodeJS.ReadableStream): Promise<string> {
  if (data === "-") return text(stdin);
  return data.startsWith("@") ? readText(data.slice(1)) : data;
}

async function linesOf(data: string, stdin: NodeJS.ReadableStream): Promise<AsyncIterable<string> | readonly string[]> {
  if (data === "-") return createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
  return (await wholeText(data, stdin)).split("\n");
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw new UsageError(`${path} cannot be read: ${errorCode(error)}`);
  }
}
