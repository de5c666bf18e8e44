import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { verify as verifyBcrypt } from "@node-rs/bcrypt";
import type { Passwords } from "../app/ports.ts";
import { hashKindOf } from "../domain/password-hash.ts";
import { type Bounds, bounded } from "./bounded.ts";

/** Argon2id as OWASP's Password Storage Cheat Sheet has it: 19 MiB, two passes, one thread. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Two of the four threads libuv has, so that a flood of sign-ins leaves the others to everybody else. */
const defaultBounds: Bounds = { concurrency: 2, queue: 64 };

/** How hashes begin that are made here. */
const current = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`;

/** Hashes with Argon2id, about 20 ms of one thread each; verifies what other systems hashed with bcrypt, too. */
export async function openPasswords(bounds: Bounds = defaultBounds): Promise<Passwords> {
  const run = bounded(bounds);
  const nobodys = await hash(randomBytes(32), cost);
  return {
    hash: (password) => run(() => hash(password.normalize("NFC"), cost)),
    async verify(password, known) {
      const matches = await run(() => verifyBy(known ?? nobodys, password));
      return matches && known !== undefined;
    },
    isCurrent: (known) => known.startsWith(current),
  };
}

/** Other systems hashed what was typed; here it is composed first. */
async function verifyBy(known: string, password: string): Promise<boolean> {
  if (hashKindOf(known) === "bcrypt") return verifyBcrypt(password, known);
  const composed = password.normalize("NFC");
  return (
    (await verify(known, composed)) || (composed !== password && !known.startsWith(current) && verify(known, password))
  );
}
