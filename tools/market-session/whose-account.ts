import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { AccountService, AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { errorCode } from "#mesh/machine";
import { CommandError } from "../um/command.ts";
import type { Account, Accounts } from "../um/start/accounts.ts";
import type { Layout } from "../um/start/layout.ts";
import { keepForOwner } from "../um/start/owner-file.ts";
import { signIn } from "./sign-in.ts";

/** The account that UM_EMAIL and UM_PASSWORD name, or else one of the development market on the data folder. */
export async function accountOf(as: "admin" | "clerk", open: Transport, layout: Layout): Promise<Account> {
  const { UM_EMAIL: email = "", UM_PASSWORD: password = "" } = process.env;
  if (email !== "" && password !== "") return { email, password };
  if (email !== password) throw new CommandError("UM_EMAIL and UM_PASSWORD are set together; one of them is missing.");
  const admin = await demoAccount("admin", layout);
  return as === "admin" ? admin : localClerk(open, admin, layout);
}

/** An account of the development market on the data folder. Throws CommandError if there is none. */
export async function demoAccount(name: keyof Accounts, { accounts, dataDir }: Layout): Promise<Account> {
  try {
    return (JSON.parse(await readFile(accounts, "utf8")) as Accounts)[name];
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    throw new CommandError(
      `The market that answers was not started on ${dataDir}. Name its DATA_DIR, or who signs in by UM_EMAIL and UM_PASSWORD.`,
    );
  }
}

/** An account that enters what happened outside of the market, made through the public door when it is first needed. */
async function localClerk(open: Transport, admin: Account, { dataDir }: Layout): Promise<Account> {
  const made = () => ({ email: "clerk@ultramarket.example", password: randomBytes(15).toString("base64url") });
  const { value: clerk } = await keepForOwner<Account>(join(dataDir, "clerk.json"), made);
  await registerUnlessThere(open, clerk);
  const [{ userId }, { accessToken }] = await Promise.all([signIn(open, clerk), signIn(open, admin)]);
  const { getAccount, setRoles } = createClient(AccountService, open);
  const asAdmin = { headers: { authorization: `Bearer ${accessToken}` } };
  const { account } = await getAccount({ userId }, asAdmin);
  if (!account?.roles.includes("clerk")) await setRoles({ userId, roles: ["clerk"] }, asAdmin);
  return clerk;
}

async function registerUnlessThere(open: Transport, account: Account): Promise<void> {
  try {
    await createClient(AuthService, open).register({ ...account, displayName: "Clerk" });
  } catch (error) {
    if (ConnectError.from(error).code !== Code.AlreadyExists) throw error;
  }
}
