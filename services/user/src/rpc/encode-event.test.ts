import {
  AddressBookChanged,
  ConsentRecorded,
  UserUpdated,
  WishListChanged,
} from "#gen/grpc/ultramarket/user/v1/user_events.ts";
import { aUserAddress, aWishList, ids, noon } from "../../test/builders.ts";
import { consentRecorded } from "../domain/consent.ts";
import { emptyProfile, updateProfile } from "../domain/profile.ts";
import { addressBookChanged } from "../domain/user-address.ts";
import { wishListChanged } from "../domain/wish-list.ts";
import { encodeEvent } from "./encode-event.ts";

test("a changed profile tells the names of its fields and nothing of what they hold", () => {
  const userId = ids.next("usr");
  const change = { displayName: "Ada", marketingAccepted: true };
  const [event] = updateProfile(emptyProfile(userId), change, "", noon).events;
  const { subject, payload } = event === undefined ? { subject: "", payload: Buffer.of() } : encodeEvent(event);
  expect(subject).toBe("user.v1.user_updated");
  expect(UserUpdated.decode(payload)).toEqual({ userId, changedFields: ["display_name", "marketing_accepted"] });
  expect(Buffer.from(payload).includes("Ada")).toBe(false);
});

test("a changed address book names the address", () => {
  const { userId, addressId, ...rest } = aUserAddress();
  const event = addressBookChanged({ ...rest, userId, addressId }, 4);
  expect(event).toMatchObject({ key: userId, version: 4 });
  const { subject, payload } = encodeEvent(event);
  expect(subject).toBe("user.v1.address_book_changed");
  expect(AddressBookChanged.decode(payload)).toEqual({ userId, addressId });
});

test("a consent tells what was agreed to, and by whom", () => {
  const userId = ids.next("usr");
  const said = { purpose: "terms", textVersion: "7", granted: true };
  const event = consentRecorded({ ...said, userId, number: 3, source: "checkout", createTime: noon });
  expect(event).toMatchObject({ key: userId, version: 3 });
  const { subject, payload } = encodeEvent(event);
  expect(subject).toBe("user.v1.consent_recorded");
  expect(ConsentRecorded.decode(payload)).toEqual({ userId, ...said });
});

test("a changed wish list tells whose it is, and nothing of what is wished for", () => {
  const { userId, wishListId, ...rest } = aWishList({ name: "Birthday", version: 3 });
  const event = wishListChanged({ ...rest, userId, wishListId });
  expect(event).toMatchObject({ key: wishListId, version: 3 });
  const { subject, payload } = encodeEvent(event);
  expect(subject).toBe("user.v1.wish_list_changed");
  expect(WishListChanged.decode(payload)).toEqual({ userId, wishListId });
  expect(Buffer.from(payload).includes("Birthday")).toBe(false);
});
