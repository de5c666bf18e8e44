const longestArgon2 = { memoryKiB: 65_536, passes: 10, lanes: 4 };
const bcrypt = /^\$2[aby]\$(0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/;
const argon2id = /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,3}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/;

export type HashKind = "argon2id" | "bcrypt";

/** By what a hash is to be verified; undefined for what nobody understands, or what would take too long. */
export function hashKindOf(hash: string): HashKind | undefined {
  if (bcrypt.test(hash)) return "bcrypt";
  const cost = argon2id.exec(hash);
  if (cost === null) return undefined;
  const [memoryKiB = 0, passes = 0, lanes = 0] = cost.slice(1).map(Number);
  const isBounded =
    lanes >= 1 &&
    lanes <= longestArgon2.lanes &&
    passes >= 1 &&
    passes <= longestArgon2.passes &&
    memoryKiB >= 8 * lanes &&
    memoryKiB <= longestArgon2.memoryKiB;
  return isBounded ? "argon2id" : undefined;
}
