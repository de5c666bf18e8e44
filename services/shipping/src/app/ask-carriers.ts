import { DomainError } from "#mesh/kernel";
import { carrierUnknown, refuse } from "../domain/errors.ts";
import type { CarrierChoice, Shipment } from "../domain/shipment.ts";
import type { Carrier, CarrierRate, Parcel, ShippingPorts } from "./ports.ts";

/** The most rates that are shown. */
const mostRates = 100;

/** Fails with CARRIER_REFUSED if nobody knows where it goes. */
export function parcelOf({ address, weightGrams }: Shipment): Parcel {
  if (address === undefined) throw refuse("CARRIER_REFUSED", { metadata: { carrier_message: "there is no address" } });
  return { to: address, weightGrams };
}

/** Fails with CARRIER_SERVICE_UNKNOWN. */
export function carrierOf({ carriers }: Pick<ShippingPorts, "carriers">, carrierId: string): Carrier {
  const carrier = carriers.find((candidate) => candidate.carrierId === carrierId);
  if (carrier === undefined) throw carrierUnknown("carrier_id");
  return carrier;
}

/**
 * What the carriers would do it for, cheapest first; those that do not answer are left out. Fails with
 * CARRIER_UNAVAILABLE if none answers, with CARRIER_REFUSED if all that do refuse.
 */
export async function askCarriers(
  { log }: Pick<ShippingPorts, "log">,
  carriers: readonly Carrier[],
  parcel: Parcel,
  withinMs: number,
): Promise<readonly CarrierRate[]> {
  const asked = await Promise.allSettled(carriers.map((carrier) => carrier.quote(parcel, withinMs)));
  const errors = asked.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
  for (const error of errors) {
    if (!(error instanceof DomainError)) throw error;
    log.warn("a carrier gave no rates", { error });
  }
  if (errors.length === asked.length) throw errors.find((error) => !isCarrierSilent(error)) ?? errors[0];
  const rates = asked.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  return rates.toSorted((a, b) => Number(a.price.minorUnits - b.price.minorUnits)).slice(0, mostRates);
}

/** The cheapest of what was left open. Fails as `askCarriers` does, or with CARRIER_SERVICE_UNKNOWN. */
export async function chooseCarrier(
  ports: Pick<ShippingPorts, "carriers" | "log">,
  { carrierId, carrierService }: CarrierChoice,
  parcel: Parcel,
  withinMs: number,
): Promise<CarrierChoice> {
  const carriers = carrierId === "" ? ports.carriers : [carrierOf(ports, carrierId)];
  const rates = await askCarriers(ports, carriers, parcel, withinMs);
  const rate = rates.find((one) => carrierService === "" || one.carrierService === carrierService);
  if (rate === undefined) throw carrierUnknown("carrier_service");
  return { carrierId: rate.carrierId, carrierService: rate.carrierService };
}

/** True if the carrier did not answer, so that it is not known what it did. */
export function isCarrierSilent(error: unknown): boolean {
  return error instanceof DomainError && error.domain === refuse.domain && error.reason === "CARRIER_UNAVAILABLE";
}
