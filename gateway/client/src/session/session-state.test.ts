import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { isEnding, stateOf } from "./session-state.ts";

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;

const jwt = (claims: object) => `head.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.sign`;
const answer = (accessToken: string, expireMs?: number) => ({
  userId: "usr_1",
  accessToken,
  refreshToken: "r",
  expireTime: expireMs === undefined ? undefined : timestampFromMs(expireMs),
});

test("how long a token is good is read from it, whatever the clock of this machine says", () => {
  const iat = now / 1000 + 86_400;
  const { startMs, expireMs } = stateOf(answer(jwt({ iat, exp: iat + 900, name: "Æ?>" }), now - minute), now);
  expect({ startMs, expireMs }).toEqual({ startMs: now, expireMs: now + 15 * minute });
});

test.each(["", "opaque", "a.b.c", "a.e30.c", jwt({ iat: 5, exp: 5 })])(
  "of %p, no JWT, it is what the answer says",
  (token) => {
    expect(stateOf(answer(token, now + 15 * minute), now).expireMs).toBe(now + 15 * minute);
  },
);

test("a clock that is ahead does not make each call renew", () => {
  expect(stateOf(answer("", now - 15 * minute), now).expireMs).toBe(now + minute);
  expect(stateOf(answer(""), now).expireMs).toBe(now + minute);
});

test.each([
  [15, 61_000, false],
  [15, 59_000, true],
  [1, 7_000, false],
  [1, 5_000, true],
  [15, -1, true],
  [0, 0, true],
])("of %i minutes %i ms left mean that it is ending: %p", (minutes, leftMs, ending) => {
  const state = {
    userId: "",
    accessToken: "",
    refreshToken: "",
    startMs: now - minutes * minute + leftMs,
    expireMs: now + leftMs,
  };
  expect(isEnding(state, now)).toBe(ending);
});
