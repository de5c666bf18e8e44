import { TaxClassServiceService } from "#gen/grpc/ultramarket/pricing/v1/tax_class_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PricingUseCases } from "../app/use-cases.ts";
import type { VariantId } from "../domain/price.ts";
import { encodeTaxClass, encodeTaxRule } from "./encode.ts";

export const taxClassRpc = (app: PricingUseCases): ServiceBinding =>
  implement(TaxClassServiceService, {
    async setTaxClass({ taxClass, name, etag }, { request }) {
      return { taxClass: encodeTaxClass(await app.setTaxClass({ taxClass, name, etag, request })) };
    },

    async listTaxClasses({ pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listTaxClasses({ pageSize, pageToken });
      return { taxClasses: items.map(encodeTaxClass), nextPageToken };
    },

    async assignTaxClass({ taxClass, variantIds }, { request }) {
      return app.assignTaxClass({ taxClass, variantIds: variantIds as VariantId[] }, request);
    },

    async listTaxClassVariants({ taxClass, pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listTaxClassVariants({ taxClass, pageSize, pageToken });
      return { variantIds: [...items], nextPageToken };
    },

    async batchUpdateTaxRates({ countryCode, set, remove, etag }, { request }) {
      return { taxRule: encodeTaxRule(await app.batchUpdateTaxRates({ countryCode, set, remove, etag, request })) };
    },

    async listTaxRates({ countryCode, pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listTaxRates({ countryCode, pageSize, pageToken });
      return { taxRates: [...items], nextPageToken };
    },
  });
