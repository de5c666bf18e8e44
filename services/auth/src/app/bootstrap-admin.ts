import { DomainError } from "#mesh/kernel";
import { normalEmail, openAccount } from "../domain/account.ts";
import type { AuthPorts } from "./ports.ts";

export interface BootstrapAdmin {
  readonly email: string;
  readonly password: string;
}

/** Makes the first admin's account, unless there is an account of this e-mail, which stays as it is. */
export const bootstrapAdmin =
  ({ accounts, passwords, clock, ids }: AuthPorts) =>
  async (admin: BootstrapAdmin): Promise<"made" | "there"> => {
    const email = normalEmail(admin.email);
    if ((await accounts.findByEmail(email)) !== undefined) return "there";
    const passwordHash = await passwords.hash(admin.password);
    const who = { userId: ids.next("usr"), email, displayName: "Admin", emailVerified: true, roles: ["admin"] };
    const { next: account, events } = openAccount({ ...who, wasGuest: false }, clock.now());
    try {
      await accounts.create({ account, passwordHash, events });
      return "made";
    } catch (error) {
      if (error instanceof DomainError && error.reason === "EMAIL_TAKEN") return "there";
      throw error;
    }
  };
