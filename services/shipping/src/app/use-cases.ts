import { beginRates } from "./begin-rates.ts";
import { cancelShipment } from "./cancel-shipment.ts";
import { findShipment } from "./find-shipment.ts";
import { finishMoves, finishPackings } from "./finish-begun.ts";
import { followShipments } from "./follow-shipments.ts";
import { getLabel } from "./get-label.ts";
import { listOrderShipments, listShipments } from "./list-shipments.ts";
import { createMethod, listMethods, updateMethod } from "./methods.ts";
import { packShipment } from "./pack-shipment.ts";
import type { ShippingPorts } from "./ports.ts";
import { quoteCarriers } from "./quote-carriers.ts";
import { recordShipment } from "./record-shipment.ts";
import { shipShipment } from "./ship-shipment.ts";
import { createZone, listZones, updateZone } from "./zones.ts";

/** Everything the service can do. */
export const shippingUseCases = (ports: ShippingPorts) => ({
  beginRates: beginRates(ports),
  cancelShipment: cancelShipment(ports),
  createMethod: createMethod(ports),
  createZone: createZone(ports),
  findShipment: findShipment(ports),
  finishMoves: finishMoves(ports),
  finishPackings: finishPackings(ports),
  followShipments: followShipments(ports),
  getLabel: getLabel(ports),
  listMethods: listMethods(ports),
  listOrderShipments: listOrderShipments(ports),
  listShipments: listShipments(ports),
  listZones: listZones(ports),
  packShipment: packShipment(ports),
  quoteCarriers: quoteCarriers(ports),
  recordShipment: recordShipment(ports),
  shipShipment: shipShipment(ports),
  updateMethod: updateMethod(ports),
  updateZone: updateZone(ports),
});

export type ShippingUseCases = ReturnType<typeof shippingUseCases>;
