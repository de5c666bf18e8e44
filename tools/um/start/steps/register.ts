import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import type { Account } from "../accounts.ts";

/** Registers a customer through the public door; an account that is there stays as it is. */
export async function register(transport: Transport, account: Account): Promise<"registered" | "there before"> {
  const auth = createClient(AuthService, transport);
  try {
    await auth.register({ ...account, displayName: "Demo Customer" });
    return "registered";
  } catch (error) {
    if (ConnectError.from(error).code !== Code.AlreadyExists) throw error;
  }
  return (await signsIn(auth, account)) ? "registered" : "there before";
}

async function signsIn({ signIn }: ReturnType<typeof createClient<typeof AuthService>>, account: Account) {
  try {
    await signIn(account);
    return true;
  } catch (error) {
    if (ConnectError.from(error).code === Code.Unauthenticated) return false;
    throw error;
  }
}
