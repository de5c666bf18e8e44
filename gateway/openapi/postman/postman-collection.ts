import type { OpenApi } from "../open-api.ts";
import { operationsOf } from "../operations.ts";
import { type PostmanItem, postmanItem } from "./postman-item.ts";
import { variablesOf } from "./postman-variables.ts";

/** A collection of Postman, as far as we write one (https://schema.postman.com, v2.1.0). */
export interface PostmanCollection {
  readonly info: { readonly name: string; readonly description: string; readonly schema: string };
  readonly variable: readonly { readonly key: string; readonly value: string }[];
  readonly auth: object;
  readonly event: readonly object[];
  readonly item: readonly PostmanFolder[];
}

interface PostmanFolder {
  readonly name: string;
  readonly description: string;
  readonly item: readonly PostmanItem[];
}

/** The operations of a document as requests, a folder for each service. `baseUrl` is the market's address. */
export function describePostman(document: OpenApi, baseUrl: string): PostmanCollection {
  const { info, tags } = document;
  const operations = operationsOf(document);
  const variables = variablesOf(document);
  const own = { baseUrl, token: "", refreshToken: "" };
  return {
    info: {
      name: info.title,
      description: info.description,
      schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    variable: [...Object.entries(own), ...variables].map(([key, value]) => ({ key, value })),
    auth: { type: "bearer", bearer: [{ key: "token", value: "{{token}}", type: "string" }] },
    event: [{ listen: "test", script: { type: "text/javascript", exec: [...answersRight, ...keepsWhatIsMade] } }],
    item: tags.map(({ name, description }) => {
      const own = operations.filter(({ operation }) => operation.tags.includes(name));
      return { name, description, item: own.map((one) => postmanItem(one, document, variables)) };
    }),
  };
}

const answersRight = [
  'pm.test("carries a request id", () => pm.response.to.have.header("X-Request-Id"));',
  'pm.test("is no failure of the market", () => pm.expect(pm.response.code).to.be.below(500));',
  'pm.test("says why, if it refuses", () => {',
  "  if (pm.response.code < 400) return;",
  "  const { details = [] } = pm.response.json();",
  '  pm.expect(details.some(({ reason }) => typeof reason === "string")).to.equal(true);',
  '  if (details.some(({ reason }) => reason === "TOKEN_INVALID")) pm.collectionVariables.set("token", "");',
  "});",
];

/** Tokens, and the ids that other requests name in their paths; those on top count before those within. */
const keepsWhatIsMade = [
  'const isJson = (pm.response.headers.get("Content-Type") ?? "").startsWith("application/json");',
  'const names = { accessToken: "token", refreshToken: "refreshToken" };',
  "const kept = new Set();",
  "let level = pm.response.code === 200 && isJson ? [pm.response.json()] : [];",
  "while (level.length > 0) {",
  "  const next = [];",
  "  for (const [name, value] of level.flatMap((made) => Object.entries(made))) {",
  '    const key = names[name] ?? name.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());',
  "    const one = Array.isArray(value) ? value[0] : value;",
  '    if (one !== null && typeof one === "object") next.push(one);',
  '    const isWanted = (name in names || key.endsWith("_id")) && !kept.has(key);',
  '    if (isWanted && typeof value === "string" && value !== "" && pm.collectionVariables.has(key)) {',
  "      pm.collectionVariables.set(key, value);",
  "      kept.add(key);",
  "    }",
  "  }",
  "  level = next;",
  "}",
];
