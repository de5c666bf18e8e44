import { exportJWK, generateKeyPair } from "jose";
import { createIds, systemClock } from "#mesh/kernel";
import { openSealing } from "./sealing.ts";

const ids = createIds(systemClock);

async function aKey(kid: string) {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid };
}

test("what an earlier key sealed is opened after a rotation, until that key is gone", async () => {
  const [first, second] = [await aKey("first"), await aKey("second")];
  const factorId = ids.next("fct");
  const secret = openSealing({ all: [first], at: () => first }, systemClock).seal("a secret", factorId);
  const rotated = openSealing({ all: [first, second], at: () => second }, systemClock);
  expect([secret.keyId, rotated.currentKeyId()]).toEqual(["first", "second"]);
  expect(rotated.open(secret, factorId)).toBe("a secret");
  const sealedAnew = rotated.seal("a secret", factorId);
  const later = openSealing({ all: [second], at: () => second }, systemClock);
  expect(later.open(sealedAnew, factorId)).toBe("a secret");
  expect(() => later.open(secret, factorId)).toThrow("the key first, which is gone");
});

test("no two seals are alike, and none opens changed or for another factor", async () => {
  const key = await aKey("only");
  const sealing = openSealing({ all: [key], at: () => key }, systemClock);
  const factorId = ids.next("fct");
  const { sealed, keyId } = sealing.seal("a secret", factorId);
  expect(sealing.seal("a secret", factorId).sealed).not.toEqual(sealed);
  expect(sealed.toString("latin1")).not.toContain("secret");
  expect(() => sealing.open({ sealed, keyId }, ids.next("fct"))).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => sealing.open({ sealed: changed, keyId }, factorId)).toThrow();
  }
});
