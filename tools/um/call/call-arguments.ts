import { parseArgs } from "node:util";
import { UsageError } from "./usage-error.ts";

export const protocols = ["grpc", "grpc-web", "connect"] as const;
export type Protocol = (typeof protocols)[number];

export const callers = ["admin", "customer", "guest", "anonymous"] as const;
export type CallerName = (typeof callers)[number];

/** How a server is reached and spoken to. */
export interface Reach {
  readonly address: string | undefined;
  /** A PEM file of certificates to trust, besides those of the system. */
  readonly ca: string | undefined;
  readonly protocol: Protocol;
  readonly timeoutMs: number | undefined;
  readonly headers: Headers;
  readonly as: CallerName | undefined;
  readonly token: string | undefined;
}

/** What `um call` was asked to do. */
export type CallArguments = Reach &
  (
    | { readonly verb: "list"; readonly pattern: string }
    | { readonly verb: "describe"; readonly name: string }
    | { readonly verb: "call"; readonly method: string; readonly data: string | undefined; readonly most: number }
  );

/** The options of `um call`, as `parseArgs` takes them. */
export const callOptions = {
  list: { type: "boolean", default: false },
  describe: { type: "boolean", default: false },
  address: { type: "string" },
  ca: { type: "string" },
  as: { type: "string" },
  token: { type: "string" },
  header: { type: "string", multiple: true },
  protocol: { type: "string", default: "grpc" },
  timeout: { type: "string" },
  "max-messages": { type: "string" },
} as const;

/** Reads the arguments of `um call`. Throws UsageError for what cannot be meant. */
export function readCallArguments(args: readonly string[]): CallArguments {
  const { values, positionals } = parseArgs({ args: [...args], options: callOptions, allowPositionals: true });
  if (values.as !== undefined && values.token !== undefined)
    throw new UsageError("--as and --token exclude each other");
  const reach: Reach = {
    address: values.address,
    ca: values.ca,
    protocol: oneOf("--protocol", protocols, values.protocol),
    timeoutMs: values.timeout === undefined ? undefined : readTimeout(values.timeout),
    headers: readHeaders(values.header ?? []),
    as: values.as === undefined ? undefined : oneOf("--as", callers, values.as),
    token: values.token ?? (values.as === undefined ? process.env.UM_TOKEN || undefined : undefined),
  };
  const [first, second, ...more] = positionals;
  if (values.list && values.describe) throw new UsageError("--list and --describe exclude each other");
  if (values.list && second === undefined) return { ...reach, verb: "list", pattern: first ?? "" };
  if (first === undefined) throw new UsageError("um call takes a METHOD; um call --list shows them all");
  if (values.describe && second === undefined) return { ...reach, verb: "describe", name: first };
  if (values.list || values.describe || more.length > 0) {
    const surplus = values.list || values.describe ? second : more[0];
    throw new UsageError(`there is one argument too many: ${surplus}; is a quote missing?`);
  }
  return { ...reach, verb: "call", method: first, data: second, most: readCount(values["max-messages"]) };
}

function oneOf<const T extends string>(option: string, known: readonly T[], text: string): T {
  const found = known.find((value) => value === text);
  if (found === undefined) throw new UsageError(`${option} takes ${known.join(", ")}; not "${text}"`);
  return found;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

function readTimeout(text: string): number {
  const [, count, unit = ""] = /^(\d{1,7})(ms|s|m)$/.exec(text) ?? [];
  const ms = Number(count) * (units[unit] ?? Number.NaN);
  if (!(ms > 0 && ms <= 3_600_000))
    throw new UsageError("--timeout takes a duration such as 500ms, 10s or 2m, at most 60m");
  return ms;
}

function readCount(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError("--max-messages takes a number, at least 1");
  return Number(text);
}

function readHeaders(lines: readonly string[]): Headers {
  const headers = new Headers();
  for (const line of lines) {
    const [, name = "", value = ""] = /^([\w-]+):\s*([\x20-\x7e]*)$/.exec(line) ?? [];
    if (name === "") throw new UsageError(`--header takes "name: value" in ASCII; not "${line}"`);
    headers.append(name, value);
  }
  return headers;
}
