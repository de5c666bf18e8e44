import { anAccount, ids, noon } from "../../test/builders.ts";
import { changePassword, resetPassword, verifyEmail } from "./credentials.ts";

const account = anAccount({ version: 4, authVersion: 2 });
const { userId: key } = account;

test("an e-mail is verified once", () => {
  const { next, events } = verifyEmail(account, noon);
  expect(next).toEqual({ ...account, version: 5, emailVerified: true, updateTime: noon });
  expect(events).toEqual([{ type: "EmailVerified", key, version: 5 }]);
  expect(verifyEmail(next, noon)).toEqual({ next, events: [] });
});

test("a reset password proves the e-mail and ends all access tokens given out before", () => {
  const { next, events } = resetPassword(account, noon);
  expect(next).toEqual({ ...account, version: 5, authVersion: 3, emailVerified: true, updateTime: noon });
  const ended = { type: "AccessEnded", key, version: 5, beforeVersion: 3 };
  const [changed, verified] = ["PasswordChanged", "EmailVerified"].map((type) => ({ type, key, version: 5 }));
  expect(events).toEqual([changed, verified, ended]);
  expect(resetPassword({ ...account, emailVerified: true }, noon).events).toEqual([changed, ended]);
});

const sessions = (count: number) => Array.from({ length: count }, () => ids.next("ses"));

test("a changed password ends the other sessions by name and leaves the version of access", () => {
  const others = sessions(2);
  const { next, events } = changePassword(account, others, noon);
  expect(next).toEqual({ ...account, version: 5, updateTime: noon });
  expect(events).toEqual([
    { type: "PasswordChanged", key, version: 5 },
    ...others.map((sessionId) => ({ type: "AccessEnded", key, version: 1, sessionId })),
  ]);
});

test("sessions too many to name end by the version of access", () => {
  expect(changePassword(account, sessions(100), noon).events).toHaveLength(101);
  const { next, events } = changePassword(account, sessions(101), noon);
  expect(next).toMatchObject({ version: 5, authVersion: 3 });
  expect(events).toEqual([
    { type: "PasswordChanged", key, version: 5 },
    { type: "AccessEnded", key, version: 5, beforeVersion: 3 },
  ]);
});
