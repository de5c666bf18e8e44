import { Code, ConnectError } from "@connectrpc/connect";
import { readRunFile, stillRuns } from "#mesh/supervisor";
import { CommandError } from "../command.ts";
import { type Layout, layoutOf } from "../start/layout.ts";
import { readStartSettings } from "../start-config.ts";
import type { CallArguments } from "./call-arguments.ts";
import { failureLines } from "./call-failure.ts";
import { callerToken } from "./caller-token.ts";
import { type Connection, connectTo } from "./connection.ts";
import { describe } from "./describe.ts";
import { findMethod } from "./find-method.ts";
import { keptTokens } from "./kept-tokens.ts";
import { listMethods } from "./list-methods.ts";
import { makeCall } from "./make-call.ts";
import { reflectionOf } from "./reflection.ts";
import { readRequests } from "./requests.ts";

/** Where a call's requests come from, and where its answers go. */
export interface CallTerminal {
  readonly stdin: NodeJS.ReadableStream;
  /** True if a person reads the answers. */
  readonly isPerson: boolean;
  readonly print: (line: string) => void;
  /** Takes what is no answer. */
  readonly tell: (line: string) => void;
}

/** Does what was asked for. Answers the exit code: 1 if the server answered by an error. */
export async function runCall(asked: CallArguments, terminal: CallTerminal): Promise<number> {
  const layout = layoutOf(readStartSettings(process.env).dataDir);
  const connection = await connectTo(asked.address ?? addressOf(layout), asked.ca);
  try {
    await answer(asked, connection, layout, terminal);
    return 0;
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof ConnectError)) throw error;
    terminal.tell(failureLines(error, connection.url).join("\n"));
    if (error.code === Code.Unauthenticated) terminal.tell(await adviceOf(asked, layout));
    return 1;
  } finally {
    connection.close();
  }
}

async function answer(
  asked: CallArguments,
  connection: Connection,
  layout: Layout,
  terminal: CallTerminal,
): Promise<void> {
  const { stdin, isPerson, print, tell } = terminal;
  const reflection = reflectionOf(connection.over("grpc"));
  if (asked.verb === "list") return listMethods(reflection, asked.pattern, print);
  if (asked.verb === "describe") return describe(reflection, asked.name, print);
  const found = await findMethod(reflection, asked.method);
  const transport = connection.over(asked.protocol);
  const { headers, timeoutMs, most } = asked;
  const token = await tokenOf(asked, connection, layout);
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const requests = readRequests(found.method, asked.data, found.registry, stdin);
  const keyed = (requestId: string) => tell(`request_id ${requestId}: safe to repeat with it`);
  const isPretty = isPerson && !givesStream(found.method.methodKind);
  for await (const json of makeCall({ ...found, transport, headers, timeoutMs, requests, most, keyed })) {
    print(JSON.stringify(json, undefined, isPretty ? 2 : undefined));
  }
}

/** What to do if the server does not know who calls. */
async function adviceOf({ as, token }: CallArguments, layout: Layout): Promise<string> {
  if (as === undefined || as === "anonymous") {
    return token === undefined ? "Say who calls by --as or --token." : "The token is not, or no longer, good.";
  }
  await keptTokens(layout.dataDir).forget();
  return `The session of ${as} had ended; the next call signs in again.`;
}

function givesStream(kind: string): boolean {
  return kind === "server_streaming" || kind === "bidi_streaming";
}

async function tokenOf(
  { as, token }: CallArguments,
  connection: Connection,
  layout: Layout,
): Promise<string | undefined> {
  if (token !== undefined) return token;
  return callerToken(as ?? "anonymous", { url: connection.url, transport: connection.over("grpc"), layout });
}

/** The public door of the market that runs on DATA_DIR. */
function addressOf({ dataDir }: Layout): string {
  const found = readRunFile(dataDir);
  const url = found !== undefined && stillRuns(found.supervisor) ? found.notes.url : undefined;
  if (typeof url === "string") return url;
  throw new CommandError(`No market runs on ${dataDir}; start it with make start, or name a server by --address.`);
}
