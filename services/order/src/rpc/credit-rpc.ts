import { CreditServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { CreditUseCases } from "../app/credit-use-cases.ts";
import type { CreditId } from "../domain/credit.ts";
import { decodeCredit, decodeListCredits } from "./decode-credit.ts";
import { encodeCredit } from "./encode-credit.ts";

export const creditRpc = (app: CreditUseCases): ServiceBinding =>
  implement(CreditServiceService, {
    async bookCredit(wanted, { caller, request }) {
      const credit = await app.bookCredit(caller, decodeCredit(wanted), required("request_id", request));
      return { credit: encodeCredit(credit) };
    },

    async getCredit({ creditId }) {
      return { credit: encodeCredit(await app.getCredit(creditId as CreditId)) };
    },

    async listCredits(wanted) {
      const { items, nextPageToken } = await app.listCredits(decodeListCredits(wanted));
      return { credits: items.map(encodeCredit), nextPageToken };
    },
  });
