import { layoutOf } from "./layout.ts";
import { printSummary, type Summary } from "./summary.ts";

const accounts = {
  admin: { email: "admin@ultramarket.example", password: "admin's password" },
  customer: { email: "customer@ultramarket.example", password: "customer's password" },
  file: "/data/accounts.json",
  areNew: true,
  madeUp: ["admin@ultramarket.example", "customer@ultramarket.example"],
  unchanged: [],
};

const summary: Summary = {
  url: "http://127.0.0.1:8080",
  adminPort: 8081,
  grpcPort: 50_051,
  processes: "one",
  layout: layoutOf("/data"),
  accounts,
};

function printed(given: Summary): string {
  let text = "";
  printSummary(given, (more) => {
    text += more;
  });
  return text;
}

test("passwords made up are shown with where they are kept, once; those that were given never", () => {
  const first = printed(summary);
  expect(first).toContain("admin@ultramarket.example      admin's password\n");
  expect(first).toContain("customer@ultramarket.example   customer's password\n");
  expect(first).toContain("kept in /data/accounts.json");
  const later = printed({ ...summary, accounts: { ...accounts, areNew: false, madeUp: [] } });
  expect(later).toContain("(passwords: /data/accounts.json)");
  expect(later).not.toMatch(/'s password/);
  const given = printed({ ...summary, accounts: { ...accounts, madeUp: ["admin@ultramarket.example"] } });
  expect(given).toContain("customer@ultramarket.example   (the password you gave)\n");
  expect(given).not.toContain("customer's password");
});

test("it says where to look and what to try; the gRPC port only where there is one for all", () => {
  for (const text of [
    "/v1/products?page_size=3'",
    "/docs",
    "/metrics",
    "um -- mail",
    "Stop",
    "127.0.0.1:50051",
    "auth:signIn",
  ]) {
    expect(printed(summary)).toContain(text);
  }
  expect(printed({ ...summary, processes: "many" })).not.toContain("50051");
});
