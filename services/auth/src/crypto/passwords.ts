import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import type { Passwords } from "../app/ports.ts";
import { type Bounds, bounded } from "./bounded.ts";

/** Argon2id as OWASP's Password Storage Cheat Sheet has it: 19 MiB, two passes, one thread. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Two of the four threads libuv has, so that a flood of sign-ins leaves the others to everybody else. */
const defaultBounds: Bounds = { concurrency: 2, queue: 64 };

/** Hashes with Argon2id, about 20 ms of one thread each. */
export async function openPasswords(bounds: Bounds = defaultBounds): Promise<Passwords> {
  const run = bounded(bounds);
  const nobodys = await hash(randomBytes(32), cost);
  return {
    hash: (password) => run(() => hash(password.normalize("NFC"), cost)),
    async verify(password, known) {
      const matches = await run(() => verify(known ?? nobodys, password.normalize("NFC")));
      return matches && known !== undefined;
    },
  };
}
