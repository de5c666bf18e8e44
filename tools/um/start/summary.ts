import type { KeptAccounts } from "./accounts.ts";
import type { Layout } from "./layout.ts";

export interface Summary {
  readonly url: string;
  readonly adminPort: number;
  readonly grpcPort: number;
  readonly processes: "one" | "many";
  readonly layout: Layout;
  readonly accounts: KeptAccounts;
}

/** Says in a few lines where everything is, who can sign in, and what to try. */
export function printSummary(summary: Summary, print: (text: string) => void = console.log): void {
  print(`\n${rowsOf(summary).map(row).join("\n")}\n`);
}

type Row = readonly [name: string, ...lines: readonly string[]];

function rowsOf({ url, adminPort, grpcPort, processes, layout, accounts }: Summary): readonly Row[] {
  const grpc: Row = ["gRPC, reflection", `127.0.0.1:${grpcPort}   (all services; public ones also at ${url})`];
  return [
    ["Market", `${url}/v1/products`],
    ["API reference", `${url}/docs   (OpenAPI: ${url}/openapi.json)`],
    ["Sign in as", ...signIn(accounts)],
    [
      "Try",
      `curl '${url}/v1/products?page_size=3'`,
      ...curlSignIn(url, accounts),
      `curl '${url}/v1/search/products?query=specled+mugs'`,
      "(README.md takes a tour of the market, call by call)",
    ],
    ["Metrics, health", `http://127.0.0.1:${adminPort}/metrics   ${url}/readyz`],
    ...(processes === "one" ? [grpc] : []),
    ["Staff token", "npm run -s um -- token"],
    ["Mail it sends", "npm run -s um -- mail"],
    ["Data and logs", layout.dataDir],
    ["Stop", "Ctrl-C, or make stop"],
  ];
}

/** The passwords once, when they are made; afterwards the file that keeps them. */
function signIn({ admin, customer, file, areNew, madeUp }: KeptAccounts): readonly string[] {
  if (!areNew) return [`${admin.email}, ${customer.email}   (passwords: ${file})`];
  const width = Math.max(admin.email.length, customer.email.length);
  const accounts = [admin, customer].map(({ email, password }) => {
    return `${email.padEnd(width)}   ${madeUp.includes(email) ? password : "(the password you gave)"}`;
  });
  return [...accounts, `(shown this once; kept in ${file}, for your user only)`];
}

function curlSignIn(url: string, { customer }: KeptAccounts): readonly string[] {
  const body = `{"email": "${customer.email}", "password": "..."}`;
  return [`curl -d '${body}' -H 'content-type: application/json' ${url}/v1/auth:signIn`];
}

function row([name, ...lines]: Row): string {
  return lines.map((line, index) => `  ${(index === 0 ? name : "").padEnd(17)} ${line}`).join("\n");
}
