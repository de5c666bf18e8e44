import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { AuthService, type SignInResponse } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { CommandError } from "../um/command.ts";
import type { Account } from "../um/start/accounts.ts";

/** Signs in through the public door. Throws CommandError if the market does not know the account or its password. */
export async function signIn(open: Transport, account: Account): Promise<SignInResponse> {
  try {
    return await createClient(AuthService, open).signIn(account);
  } catch (error) {
    if (ConnectError.from(error).code !== Code.Unauthenticated) throw error;
    throw new CommandError(
      `The market that answers does not let ${account.email} sign in. Name its DATA_DIR, or who signs in by UM_EMAIL and UM_PASSWORD.`,
    );
  }
}
