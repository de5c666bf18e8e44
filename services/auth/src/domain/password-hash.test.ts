import { hashKindOf } from "./password-hash.ts";

const digits = "N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
const argon2 = (cost: string, name = "argon2id") => `$${name}$v=19$${cost}$c29tZXNhbHRzb21l$RdescudvJCsgt3ub+b6d8A`;

test.each([
  [`$2a$10$${digits}`, "bcrypt"],
  [`$2b$04$${digits}`, "bcrypt"],
  [`$2y$14$${digits}`, "bcrypt"],
  [`$2b$15$${digits}`, undefined],
  [`$2x$10$${digits}`, undefined],
  [`$2b$10$${digits}x`, undefined],
  [argon2("m=19456,t=2,p=1"), "argon2id"],
  [argon2("m=65536,t=10,p=4"), "argon2id"],
  [argon2("m=65537,t=2,p=1"), undefined],
  [argon2("m=19456,t=11,p=1"), undefined],
  [argon2("m=19456,t=2,p=5"), undefined],
  [argon2("m=19456,t=0,p=1"), undefined],
  [argon2("m=19456,t=2,p=1", "argon2i"), undefined],
  ["5f4dcc3b5aa765d61d8327deb882cf99", undefined],
  ["", undefined],
])("%s is verified by %s", (hash, kind) => {
  expect(hashKindOf(hash)).toBe(kind);
});
