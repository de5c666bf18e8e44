import { ShippingRateServiceService } from "#gen/grpc/ultramarket/shipping/v1/shipping_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ShippingUseCases } from "../app/use-cases.ts";
import type { ZoneId } from "../domain/zone.ts";
import { decodeKind, decodeMethodChange, decodeRates, decodeZoneChange } from "./decode.ts";
import { encodeMethod, encodeZone } from "./encode.ts";

export const rateRpc = (app: ShippingUseCases): ServiceBinding =>
  implement(ShippingRateServiceService, {
    async listShippingZones(query) {
      const { items, nextPageToken } = await app.listZones(query);
      return { zones: items.map(encodeZone), nextPageToken };
    },

    async createShippingZone({ name, countryCodes }, { request }) {
      return { zone: encodeZone(await app.createZone({ name, countryCodes }, request)) };
    },

    async updateShippingZone({ zoneId, zone, updateMask, etag }, { request }) {
      const change = decodeZoneChange(required("zone", zone), updateMask ?? []);
      return { zone: encodeZone(await app.updateZone({ zoneId: zoneId as ZoneId, change, etag }, request)) };
    },

    async listShippingMethods(query) {
      const { items, nextPageToken } = await app.listMethods(query);
      return { methods: items.map(encodeMethod), nextPageToken };
    },

    async createShippingMethod({ shippingMethodId, name, kind, rates }, { request }) {
      const draft = { name, kind: decodeKind(kind), rates: decodeRates(rates, "rates"), enabled: true };
      return { method: encodeMethod(await app.createMethod(shippingMethodId, draft, request)) };
    },

    async updateShippingMethod({ shippingMethodId: methodId, method, updateMask, etag }, { request }) {
      const change = decodeMethodChange(required("method", method), updateMask ?? []);
      return { method: encodeMethod(await app.updateMethod({ methodId, change, etag }, request)) };
    },
  });
