import * as user from "#gen/es/ultramarket/user/v1/privacy_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function privacyRequests({ privacyRequestId, exportId, accountId }: Known) {
  return {
    "PrivacyService.RequestErasure": of(user.RequestErasureRequestSchema, { requestId }),
    "PrivacyService.RequestExport": of(user.RequestExportRequestSchema, { requestId }),
    "PrivacyService.DownloadExport": of(user.DownloadExportRequestSchema, { privacyRequestId: exportId }),
    "PrivacyService.GetPrivacyRequest": of(user.GetPrivacyRequestRequestSchema, { privacyRequestId }),
    "PrivacyService.ListPrivacyRequests": of(user.ListPrivacyRequestsRequestSchema, { pageSize: 1 }),
    "PrivacyService.CancelPrivacyRequest": of(user.CancelPrivacyRequestRequestSchema, { privacyRequestId, requestId }),
    "PrivacyDeskService.RequestUserErasure": of(user.RequestUserErasureRequestSchema, { userId: accountId, requestId }),
    "PrivacyDeskService.RequestUserExport": of(user.RequestUserExportRequestSchema, { userId: accountId, requestId }),
    "PrivacyDeskService.DownloadUserExport": of(user.DownloadUserExportRequestSchema, { privacyRequestId: exportId }),
    "PrivacyDeskService.GetUserPrivacyRequest": of(user.GetUserPrivacyRequestRequestSchema, { privacyRequestId }),
    "PrivacyDeskService.ListUserPrivacyRequests": of(user.ListUserPrivacyRequestsRequestSchema, { userId: accountId }),
    "PrivacyDeskService.CancelUserPrivacyRequest": of(user.CancelUserPrivacyRequestRequestSchema, {
      privacyRequestId,
      requestId,
    }),
  };
}
