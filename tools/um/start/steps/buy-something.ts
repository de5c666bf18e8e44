import { readFile } from "node:fs/promises";
import type { Accounts } from "../accounts.ts";
import { noteProgress } from "../progress.ts";
import { buy } from "./buy.ts";
import { marketTransport } from "./market-transport.ts";
import { printStep } from "./print-step.ts";
import { receipt } from "./receipt.ts";

/** `buy-something.ts URL DATA_DIR ACCOUNTS_FILE`: prints the receipt. */
const [url = "", dataDir = "", accountsFile = ""] = process.argv.slice(2);

await printStep(async () => {
  const { customer } = JSON.parse(await readFile(accountsFile, "utf8")) as Accounts;
  const order = await buy(marketTransport(url), customer);
  await noteProgress(dataDir, { firstOrder: order.orderNumber });
  return `first purchase, as ${customer.email}: ${receipt(order)}`;
});
