export interface PlainFetch {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials?: "omit" | "include";
}

/** What a script can read of an answer. */
export interface Read {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends it; answers what can be read, or undefined if the browser lets nothing be read. */
export async function plainFetch({ url, ...init }: PlainFetch): Promise<Read | undefined> {
  const response = await fetch(url, init).catch((error: unknown) => {
    if (error instanceof TypeError) return undefined;
    throw error;
  });
  if (response === undefined) return undefined;
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
