import { readFile } from "node:fs/promises";
import type { Accounts } from "../accounts.ts";
import { noteProgress } from "../progress.ts";
import { marketTransport } from "./market-transport.ts";
import { printStep } from "./print-step.ts";
import { register } from "./register.ts";

/** `register-customer.ts URL DATA_DIR ACCOUNTS_FILE`: prints what came of it. */
const [url = "", dataDir = "", accountsFile = ""] = process.argv.slice(2);

await printStep(async () => {
  const { customer } = JSON.parse(await readFile(accountsFile, "utf8")) as Accounts;
  const outcome = await register(marketTransport(url), customer);
  await noteProgress(dataDir, { customer: outcome });
  const registered = outcome === "registered";
  return `${customer.email} ${registered ? "is registered" : "has an account already; its password may be another"}`;
});
