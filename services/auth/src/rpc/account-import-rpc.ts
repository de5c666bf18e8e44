import * as proto from "#gen/grpc/ultramarket/auth/v1/account_import_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ImportResult } from "../app/import-accounts.ts";
import type { AuthUseCases } from "../app/use-cases.ts";

const outcomes: Readonly<Record<ImportResult["outcome"], proto.ImportOutcome>> = {
  OPENED: proto.ImportOutcome.IMPORT_OUTCOME_OPENED,
  PRESENT: proto.ImportOutcome.IMPORT_OUTCOME_PRESENT,
  HASH_UNSUPPORTED: proto.ImportOutcome.IMPORT_OUTCOME_HASH_UNSUPPORTED,
};

export const accountImportRpc = (app: AuthUseCases): ServiceBinding =>
  implement(proto.AccountImportServiceService, {
    async batchImportAccounts({ accounts }, { request }) {
      const results = await app.importAccounts(accounts, request);
      return { results: results.map(encodeResult) };
    },
  });

function encodeResult(result: ImportResult): proto.ImportResult {
  return { outcome: outcomes[result.outcome], userId: "userId" in result ? result.userId : "" };
}
