import { PersonExportServiceService as Auth } from "#gen/grpc/ultramarket/auth/v1/person_export_service.ts";
import { PersonExportServiceService as Notification } from "#gen/grpc/ultramarket/notification/v1/person_export_service.ts";
import { PersonExportServiceService as Order } from "#gen/grpc/ultramarket/order/v1/person_export_service.ts";
import { PersonExportServiceService as Payment } from "#gen/grpc/ultramarket/payment/v1/person_export_service.ts";
import { PersonExportServiceService as Pricing } from "#gen/grpc/ultramarket/pricing/v1/person_export_service.ts";
import { PersonExportServiceService as Shipping } from "#gen/grpc/ultramarket/shipping/v1/person_export_service.ts";
import type { PersonRecords } from "#mesh/kernel";
import type { Client, ServiceDefinition } from "#mesh/rpc";

type Dial = <S extends ServiceDefinition>(definition: S) => Client<S>;

/** What other services have of a person; their failures pass as they are, and are asked again. */
export function personRecordsOfOthers(dial: Dial) {
  return {
    auth: recordsOf(dial(Auth)),
    notification: recordsOf(dial(Notification)),
    order: recordsOf(dial(Order)),
    payment: recordsOf(dial(Payment)),
    pricing: recordsOf(dial(Pricing)),
    shipping: recordsOf(dial(Shipping)),
  };
}

function recordsOf(client: Client<typeof Auth>): PersonRecords {
  return { read: (userIds) => client.exportPerson({ userIds: [...userIds] }) };
}
