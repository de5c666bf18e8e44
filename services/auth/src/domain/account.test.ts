import { ids, noon } from "../../test/builders.ts";
import { normalEmail, openAccount } from "./account.ts";
import { guestOf, guestSignedIn } from "./session.ts";

test("a new account has version 1 and tells that it is there", () => {
  const draft = { userId: ids.next("usr"), email: "a@b.example", displayName: "A", emailVerified: false, roles: [] };
  const { next, events } = openAccount({ ...draft, wasGuest: true }, noon);
  expect(next).toEqual({ ...draft, version: 1, authVersion: 1, createTime: noon, updateTime: noon });
  expect(events).toEqual([{ type: "AccountRegistered", key: draft.userId, version: 1, wasGuest: true }]);
});

test("e-mails are found in any case", () => {
  expect(normalEmail(" Ada@Example.COM ")).toBe("ada@example.com");
});

test("a guest's session is known by the user id alone, and ends when they sign in to an account", () => {
  const guest = guestOf(ids.next("usr"));
  expect(guest.sessionId.slice(4)).toBe(guest.userId.slice(4));
  const userId = ids.next("usr");
  expect(guestSignedIn(guest, userId)).toEqual([
    { type: "AccessEnded", key: guest.userId, version: 1, sessionId: guest.sessionId },
    { type: "GuestSignedIn", key: userId, version: 1, guestUserId: guest.userId },
  ]);
});
