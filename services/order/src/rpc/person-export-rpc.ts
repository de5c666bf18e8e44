import { PersonExportServiceService } from "#gen/grpc/ultramarket/order/v1/person_export_service.ts";
import type { Id, PersonRecords } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";

export const personExportRpc = (records: PersonRecords): ServiceBinding =>
  implement(PersonExportServiceService, {
    exportPerson: ({ userIds }) => records.read(userIds as Id<"usr">[]),
  });
