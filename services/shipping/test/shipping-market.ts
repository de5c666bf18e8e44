import type { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import {
  ShipmentServiceService,
  ShippingDeskServiceService,
  ShippingRateServiceService,
} from "#gen/grpc/ultramarket/shipping/v1/shipping_service.ts";
import { type Client, createClient, grpcChannel, serveGrpc } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { type CarrierSandbox, type CarrierSandboxOptions, startCarrierSandbox } from "../sandbox/mod.ts";
import { shippingService } from "../src/service.ts";
import { ids } from "./builders.ts";
import { type FakeOrderService, fakeOrderService } from "./fake-order-service.ts";

/** The shipping service as it runs in production, with a fake order service and a carrier of its own. */
export interface ShippingMarket {
  readonly host: TestHost;
  readonly carrier: CarrierSandbox;
  readonly orders: FakeOrderService;
  readonly shipments: Client<typeof ShipmentServiceService>;
  readonly desk: Client<typeof ShippingDeskServiceService>;
  readonly rates: Client<typeof ShippingRateServiceService>;
  /** Call options of someone who packs and sends. */
  readonly staff: { readonly token: string };
  /** Events of the service, as they reached another. */
  readonly heard: readonly EventEnvelope[];
  close(): Promise<void>;
}

export async function startShippingMarket(options: CarrierSandboxOptions = {}): Promise<ShippingMarket> {
  const carrier = await startCarrierSandbox(options);
  const orders = fakeOrderService();
  const env = { SHIPPING_CARRIER_URL: carrier.url, SHIPPING_TRACKING_INTERVAL: "50ms", SHIPPING_CARRIER_TIMEOUT: "1s" };
  const heard: EventEnvelope[] = [];
  const host = await startTestHost({ services: [shippingService, orders.service, listener(heard)], env });
  const server = await serveGrpc({ core: host.host.core, address: "127.0.0.1:0" });
  const channel = grpcChannel({ address: server.address });
  return {
    ...{ host, carrier, orders, heard },
    shipments: createClient(ShipmentServiceService, channel),
    desk: createClient(ShippingDeskServiceService, channel),
    rates: createClient(ShippingRateServiceService, channel),
    staff: { token: await host.tokenFor(["shipping.read", "shipping.write"]) },
    async close() {
      await server.drain(1_000);
      await host.close();
      await carrier.close();
    },
  };
}

function listener(heard: EventEnvelope[]) {
  return defineService({
    name: "listener",
    config: {},
    async start() {
      const handle = async ({ envelope }: { envelope: EventEnvelope }) => void heard.push(envelope);
      return { consumers: [{ name: "listener", subjects: ["shipping.v1.*"], handle }] };
    },
  });
}

/** A request to pack everything that is left of an order. */
export const aPackRequest = (orderId: string, change: object = {}) => ({
  ...{ orderId, lines: [], weightGrams: 0, requestId: ids.uuid() },
  ...change,
});

/** A request to record that everything that is left of an order was sent. */
export const aRecordRequest = (orderId: string, change: object = {}) => ({
  ...{ orderId, lines: [], shipTime: undefined, deliverTime: undefined, trackingNumber: "", requestId: ids.uuid() },
  ...change,
});

export const aShipRequest = (shipmentId: string, change: object = {}) => ({
  ...{ shipmentId, carrierId: "", carrierService: "", requestId: ids.uuid() },
  ...change,
});
