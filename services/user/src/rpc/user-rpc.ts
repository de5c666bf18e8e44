import { UserServiceService } from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { UserUseCases } from "../app/use-cases.ts";
import type { AddressId } from "../domain/ids.ts";
import { decodeAddressChange, decodeAddressDraft, decodeProfileChange } from "./decode.ts";
import { encodeAddress, encodeProfile } from "./encode.ts";

export const userRpc = (app: UserUseCases): ServiceBinding =>
  implement(UserServiceService, {
    async getMyProfile(_, { caller }) {
      return { user: encodeProfile(await app.getMyProfile(caller)) };
    },

    async updateMyProfile({ user, updateMask, etag }, { caller, request }) {
      const change = decodeProfileChange(required("user", user), updateMask ?? []);
      return { user: encodeProfile(await app.updateMyProfile(caller, { change, etag, request })) };
    },

    async listAddresses({ pageSize, pageToken }, { caller }) {
      const { items, nextPageToken } = await app.listAddresses(caller, { pageSize, pageToken });
      return { addresses: items.map(encodeAddress), nextPageToken };
    },

    async createAddress({ address }, { caller, request }) {
      const draft = decodeAddressDraft(required("address", address));
      return { address: encodeAddress(await app.createAddress(caller, draft, request)) };
    },

    async getAddress({ addressId }, { caller }) {
      return { address: encodeAddress(await app.getAddress(caller, addressId as AddressId)) };
    },

    async updateAddress({ addressId, address, updateMask, etag }, { caller, request }) {
      const change = decodeAddressChange(required("address", address), updateMask ?? []);
      const wanted = { addressId: addressId as AddressId, change, etag, request };
      return { address: encodeAddress(await app.updateAddress(caller, wanted)) };
    },

    async deleteAddress({ addressId }, { caller, request }) {
      await app.deleteAddress(caller, addressId as AddressId, request);
      return {};
    },
  });
