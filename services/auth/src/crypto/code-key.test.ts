import { exportJWK, generateKeyPair } from "jose";
import { oneSigningKey } from "#mesh/identity";
import { idFromUuid, isId } from "#mesh/kernel";
import { ids } from "../../test/builders.ts";
import { openCodeKey, openCodeKeys } from "./code-key.ts";

const aKey = async () => exportJWK((await generateKeyPair("EdDSA", { extractable: true })).privateKey);
const jwk = await aKey();
const key = openCodeKey(jwk);
const codeId = ids.next("cod");
const code = key.codeOf(codeId);

test("a code has ten digits of Crockford's base32, the same each time, others for another id or key", async () => {
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(openCodeKey(jwk).codeOf(codeId)).toBe(code);
  expect(key.codeOf(ids.next("cod"))).not.toBe(code);
  expect(openCodeKey(await aKey()).codeOf(codeId)).not.toBe(code);
});

test("the codes of a known key and id stay what they are", () => {
  const known = openCodeKey({ kty: "OKP", crv: "Ed25519", d: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" });
  expect(known.codeOf("cod_01jd0000000000000000000000")).toBe("YS824-3VEG0");
});

test("a code is right with spaces, without hyphens, in any case, and with letters that look like its digits", () => {
  const lookalike = code.replaceAll("0", "o").replaceAll("1", "l");
  const shapes = [code, code.toLowerCase(), code.replace("-", ""), ` ${[...code].join(" ")} `, lookalike];
  expect(shapes.map((shown) => key.matches(shown, codeId))).toEqual(shapes.map(() => true));
});

test("anything else is wrong", () => {
  const other = key.codeOf(ids.next("cod"));
  const wrong = [other, code.slice(1), `${code}0`, "", "-", code.replace(/.$/, (last) => (last === "Z" ? "Y" : "Z"))];
  expect(wrong.map((shown) => key.matches(shown, codeId))).toEqual(wrong.map(() => false));
});

test("nobody has a user id, always the same for the e-mail, under this key alone", async () => {
  const nobody = key.nobodyOf("a@b.example");
  expect(isId("usr", nobody)).toBe(true);
  expect(key.nobodyOf("a@b.example")).toBe(nobody);
  expect(key.nobodyOf("b@b.example")).not.toBe(nobody);
  expect(openCodeKey(await aKey()).nobodyOf("a@b.example")).not.toBe(nobody);
});

test("a public key makes no codes", () => {
  expect(() => openCodeKey({ kty: "OKP" })).toThrow(TypeError);
});

test("a code of before a rotation is right after it, and derived the same; a key that is gone makes none", async () => {
  const [old, young] = [await aKey(), await aKey()];
  const turn = Date.now();
  const at = (time: Date) => (time.getTime() < turn ? old : young);
  const keys = openCodeKeys({ all: [old, young], at });
  const early = idFromUuid("cod", "01900000-0000-7000-8000-000000000000");
  const late = idFromUuid("cod", "ffffffff-0000-7000-8000-000000000000");
  expect([keys.codeOf(early), keys.codeOf(late)]).toEqual([
    openCodeKey(old).codeOf(early),
    openCodeKey(young).codeOf(late),
  ]);
  const shown = [openCodeKey(old), openCodeKey(young), openCodeKey(await aKey())].map((one) => one.codeOf(late));
  expect(shown.map((one) => keys.matches(one, late))).toEqual([true, true, false]);
  const gone = openCodeKeys(oneSigningKey(young));
  expect(gone.matches(keys.codeOf(early), early)).toBe(false);
});
