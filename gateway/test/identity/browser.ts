import { parseSetCookie, type SetCookie } from "cookie";

/** What a browser keeps of cookies, and how it sends them. */
export interface Browser {
  readonly fetch: typeof globalThis.fetch;
  /** The cookies of the last answer that set any, as they were written. */
  readonly written: () => readonly SetCookie[];
  readonly cookie: (name: string) => string | undefined;
  readonly names: () => readonly string[];
  /** Plants a cookie, as a script or a neighbouring site could. */
  readonly plant: (name: string, value: string, path?: string) => void;
}

/** Sends with each request the cookies of its path, and these headers. */
export function openBrowser(headers: Readonly<Record<string, string>> = {}): Browser {
  const kept = new Map<string, SetCookie>();
  let written: readonly SetCookie[] = [];
  const keep = (cookie: SetCookie) => {
    const key = `${cookie.name} ${cookie.path}`;
    if (cookie.maxAge === 0) kept.delete(key);
    else kept.set(key, cookie);
  };
  const headerFor = (path: string) =>
    [...kept.values()]
      .filter((cookie) => cookie.path === "/" || cookie.path === path)
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  return {
    async fetch(input, init) {
      const request = new Request(input, init);
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      const cookies = headerFor(new URL(request.url).pathname);
      if (cookies !== "") request.headers.set("cookie", cookies);
      const response = await fetch(request);
      const set = response.headers.getSetCookie().map((text) => parseSetCookie(text));
      if (set.length > 0) written = set;
      set.forEach(keep);
      return response;
    },
    written: () => written,
    cookie: (name) => [...kept.values()].find((cookie) => cookie.name === name)?.value,
    names: () => [...new Set([...kept.values()].map(({ name }) => name))].toSorted(),
    plant: (name, value, path = "/") => keep({ name, value, path }),
  };
}
