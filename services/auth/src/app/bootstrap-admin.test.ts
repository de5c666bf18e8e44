import { anAccount, ids, noon } from "../../test/builders.ts";
import type { Account } from "../domain/account.ts";
import { refuse } from "../domain/errors.ts";
import { bootstrapAdmin } from "./bootstrap-admin.ts";
import type { AuthPorts, NewAccount } from "./ports.ts";

/** Ports with what is asked of them: an account that may be there, and a store that may refuse. */
function portsWith(found: Account | undefined, refusal?: Error) {
  const made: NewAccount[] = [];
  const accounts = {
    findByEmail: async () => found,
    async create(account: NewAccount) {
      if (refusal !== undefined) throw refusal;
      made.push(account);
    },
  };
  const passwords = { hash: async (password: string) => `hash of ${password}` };
  const ports = { accounts, passwords, clock: { now: () => noon }, ids } as unknown as AuthPorts;
  return { made, run: () => bootstrapAdmin(ports)({ email: "Root@Example.com", password: "the first admin's" }) };
}

test("the first admin has no session and the role of an admin", async () => {
  const { made, run } = portsWith(undefined);
  expect(await run()).toBe("made");
  expect(made).toEqual([
    {
      account: expect.objectContaining({ email: "root@example.com", roles: ["admin"], emailVerified: true }),
      passwordHash: "hash of the first admin's",
      events: [expect.objectContaining({ type: "AccountRegistered", wasGuest: false })],
    },
  ]);
});

test("an account of this e-mail stays as it is, also one that comes about at the same time", async () => {
  const there = portsWith(anAccount());
  expect([await there.run(), there.made]).toEqual(["there", []]);
  expect(await portsWith(undefined, refuse("EMAIL_TAKEN")).run()).toBe("there");
});

test("any other failure is one", async () => {
  await expect(portsWith(undefined, new Error("disk full")).run()).rejects.toThrow("disk full");
});
