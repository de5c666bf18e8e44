/** A refusal as the market's REST door words it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  /** ErrorInfo's reason, such as "OUT_OF_STOCK"; empty if there is none. */
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;

  constructor(status: number, { message, details = [] }: StatusJson) {
    const info = details.find((detail) => detail["@type"]?.endsWith("google.rpc.ErrorInfo"));
    super(`${status} ${info?.reason ?? ""} ${message ?? ""}`);
    this.status = status;
    this.reason = info?.reason ?? "";
    this.metadata = info?.metadata ?? {};
  }
}

interface StatusJson {
  readonly message?: string;
  readonly details?: readonly {
    readonly "@type"?: string;
    readonly reason?: string;
    readonly metadata?: Readonly<Record<string, string>>;
  }[];
}

export interface RestOptions {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

/** Calls the REST door: "POST /v1/carts". Throws Refusal for any status but 2xx. */
export async function rest<T>(baseUrl: string, route: string, options: RestOptions = {}): Promise<T> {
  const { token, body, timeoutMs = 60_000 } = options;
  const [method = "GET", path = "/"] = route.split(" ");
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      "request-timeout": String(timeoutMs / 1000),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs + 5_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Refusal(response.status, text.startsWith("{") ? JSON.parse(text) : { message: text });
  return JSON.parse(text) as T;
}
