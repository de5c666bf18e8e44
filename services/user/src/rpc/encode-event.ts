import { SellerState } from "#gen/grpc/ultramarket/user/v1/seller.ts";
import {
  AddressBookChanged,
  ConsentRecorded,
  ErasureScheduled,
  ErasureStarted,
  PersonErased,
  SellerChanged,
  UserUpdated,
  WishListChanged,
} from "#gen/grpc/ultramarket/user/v1/user_events.ts";
import { assertNever, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { UserEvent } from "../domain/events.ts";

/** An event as user_events.proto has it. */
export function encodeEvent(event: UserEvent): EncodedEvent {
  return { subject: `user.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: UserEvent): Uint8Array {
  switch (event.type) {
    case "UserUpdated":
      return UserUpdated.encode({ userId: event.key, changedFields: event.changedFields.map(protoName) }).finish();
    case "AddressBookChanged":
      return AddressBookChanged.encode({ userId: event.key, addressId: event.addressId }).finish();
    case "ConsentRecorded": {
      const { key: userId, purpose, textVersion, granted } = event;
      return ConsentRecorded.encode({ userId, purpose, textVersion, granted }).finish();
    }
    case "WishListChanged":
      return WishListChanged.encode({ userId: event.userId, wishListId: event.key }).finish();
    case "ErasureScheduled": {
      const { key: privacyRequestId, userId, startTime } = event;
      return ErasureScheduled.encode({ privacyRequestId, userId, startTime }).finish();
    }
    case "ErasureStarted": {
      const { key: privacyRequestId, userIds, services, deadlineTime } = event;
      return ErasureStarted.encode({
        privacyRequestId,
        userIds: [...userIds],
        services: [...services],
        deadlineTime,
      }).finish();
    }
    case "SellerChanged":
      return SellerChanged.encode({ userId: event.key, state: SellerState[`SELLER_STATE_${event.state}`] }).finish();
    case "PersonErased":
      return PersonErased.encode({ privacyRequestId: event.key, waitingCount: event.waitingCount }).finish();
    default:
      return assertNever(event);
  }
}
