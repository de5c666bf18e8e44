/** What a GET of Connect asks, in its query. */
export interface Queried {
  readonly encoding: "proto" | "json";
  readonly message: Buffer;
}

const base64 = /^[\w-]*={0,2}$/;

/** Reads the query of a GET; undefined for what is no plain one, such as one that is compressed. */
export function readConnectQuery(url: string): Queried | undefined {
  const query = new URLSearchParams(url.slice(url.indexOf("?") + 1));
  const encoding = query.get("encoding");
  const message = query.get("message");
  if (message === null || query.has("compression")) return undefined;
  const isBase64 = query.get("base64") === "1";
  if (isBase64 ? !base64.test(message) : encoding === "proto") return undefined;
  if (encoding !== "proto" && encoding !== "json") return undefined;
  return { encoding, message: Buffer.from(message, isBase64 ? "base64url" : "utf8") };
}
