import type { Info } from "../open-api.ts";

/** What the documents say of the market as a whole. */
export const marketInfo: Info = {
  title: "UltraMarket API",
  version: "1",
  license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
  description: `Every call below is plain JSON over HTTP, and an RPC besides: by Connect and gRPC-web at the same address under the path given as RPC, and by gRPC. Machines read [openapi.json](/openapi.json); Postman imports [postman.json](/postman.json).

## Start

The examples read the address of this page from \`MARKET\` and the token from \`TOKEN\`. Guests may shop: a guest's token is one call away.

\`\`\`sh
MARKET=http://127.0.0.1:8080
TOKEN=$(curl -s -X POST "$MARKET/v1/auth:guest" -H "Content-Type: application/json" -d '{}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
curl "$MARKET/v1/search/products?query=wool"
curl -X POST "$MARKET/v1/carts" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"currencyCode":"EUR"}'
\`\`\`

## Who calls

- Access token: \`Authorization: Bearer eyJ...\`, as AuthService gives it. It ends after minutes; \`/v1/auth:refresh\` gives the next one.
- API key for programs: \`Authorization: Bearer umk_...\`, as ApiKeyService gives it, with the scopes it was made with.
- Browsers may keep their session in cookies: sign in with \`X-Session: cookie\`, and send what the cookie \`csrf\` holds as \`X-CSRF-Token\` with calls that change something.
- A call that needs a permission says so; the roles of a user hold permissions.

## Errors

Errors are \`google.rpc.Status\`: \`code\` is the canonical code, and the detail \`google.rpc.ErrorInfo\` carries a \`reason\` that never changes its meaning. Decide by it, not by the text. \`google.rpc.BadRequest\` names the fields that are wrong, \`google.rpc.RetryInfo\` says when to try again. Every answer carries \`X-Request-Id\`; mention it when you report a problem.

## Calling again

- Calls that are repeatable by \`request_id\` take one of your making, at most 100 characters: the same id and content have one effect and get the first answer. Make a new one for each new wish.
- After 429 and 503 wait as \`Retry-After\` says. \`RateLimit\` and \`RateLimit-Policy\` tell how many calls are left.
- Name your own deadline in seconds with \`Request-Timeout\`. After DEADLINE_PASSED a write may have happened: repeat it under the same \`request_id\`.

## Pages, changes, streams and limits

- Lists take \`pageSize\` and give \`nextPageToken\`, empty on the last page; send it as \`pageToken\` with the same filters.
- PATCH changes what \`updateMask\` names, or, without one, the fields in the body. With the \`etag\` you have read it fails if somebody else was faster.
- 64-bit integers are strings in JSON; amounts are in minor units (cents). Unknown fields are refused.
- Streams of answers are a JSON array; \`Accept: application/x-ndjson\` gives lines, \`text/event-stream\` events.
- Bodies are \`application/json\`, also gzip and br, at most 4 MiB decompressed unless the market is set otherwise; larger ones are 413. Other types are 415, and a wrong method is 405.`,
};
