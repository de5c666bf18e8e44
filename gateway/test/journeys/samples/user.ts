import * as consent from "#gen/es/ultramarket/user/v1/consent_service_pb.js";
import * as user from "#gen/es/ultramarket/user/v1/user_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

const home = {
  label: "Home",
  address: {
    recipientName: "A. Customer",
    line1: "Musterstraße 1",
    city: "Berlin",
    postalCode: "10115",
    countryCode: "DE",
  },
};

export function userRequests({ addressId, spareAddressId, accountId }: Known) {
  return {
    "UserService.GetMyProfile": of(user.GetMyProfileRequestSchema, {}),
    "UserService.UpdateMyProfile": of(user.UpdateMyProfileRequestSchema, {
      user: { languageCode: "de" },
      updateMask: { paths: ["language_code"] },
      requestId,
    }),
    "UserService.ListAddresses": of(user.ListAddressesRequestSchema, { pageSize: 1 }),
    "UserService.CreateAddress": of(user.CreateAddressRequestSchema, { address: home, requestId }),
    "UserService.GetAddress": of(user.GetAddressRequestSchema, { addressId }),
    "UserService.UpdateAddress": of(user.UpdateAddressRequestSchema, {
      addressId,
      address: { label: "Office" },
      updateMask: { paths: ["label"] },
      requestId,
    }),
    "UserService.DeleteAddress": of(user.DeleteAddressRequestSchema, { addressId: spareAddressId, requestId }),
    "ConsentService.RecordConsent": of(consent.RecordConsentRequestSchema, {
      purpose: "marketing_email",
      textVersion: "2026-11",
      granted: true,
      source: "account",
      requestId,
    }),
    "ConsentService.ListConsents": of(consent.ListConsentsRequestSchema, { purpose: "marketing_email", pageSize: 1 }),
    "UserDeskService.BatchUpsertUsers": of(user.BatchUpsertUsersRequestSchema, {
      customers: [
        { externalReference: "every-protocol/17850", displayName: 'A "customer" & more ☼', countryCode: "GB" },
        { externalReference: "every-protocol/L %2F" },
      ],
      requestId,
    }),
    "UserDeskService.BatchFindUsers": of(user.BatchFindUsersRequestSchema, {
      externalReferences: ["every-protocol/17850", "every-protocol/L %2F"],
    }),
    "UserDeskService.GetUser": of(user.GetUserRequestSchema, { userId: accountId }),
  };
}
