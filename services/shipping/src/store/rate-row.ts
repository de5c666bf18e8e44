import { idFromUuid, type Money, uuidFromId } from "#mesh/kernel";
import type { Method, MethodKind, Rate, Tier } from "../domain/method.ts";
import type { Zone } from "../domain/zone.ts";

/** A row of `shipping_zones` with its countries, ascending. */
export interface ZoneRow {
  readonly zone_id: string;
  readonly version: bigint;
  readonly name: string;
  readonly country_codes: readonly string[];
  readonly create_time: Date;
  readonly update_time: Date;
}

export function zoneFromRow(row: ZoneRow): Zone {
  return {
    zoneId: idFromUuid("zon", row.zone_id),
    name: row.name,
    countryCodes: row.country_codes,
    version: Number(row.version),
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** In the order of the parameters of `saveZone`. */
export function zoneValues({ zoneId, version, name, countryCodes, createTime, updateTime }: Zone): readonly unknown[] {
  return [uuidFromId(zoneId), version, name, countryCodes, createTime, updateTime];
}

/** A row of `shipping_methods`. */
export interface MethodRow {
  readonly shipping_method_id: string;
  readonly version: bigint;
  readonly name: string;
  readonly kind: string;
  readonly rates: readonly RateDocument[];
  readonly enabled: boolean;
  readonly create_time: Date;
  readonly update_time: Date;
}

interface RateDocument {
  readonly zoneId: Rate["zoneId"];
  readonly currencyCode: string;
  /** Numbers as decimal text. */
  readonly tiers: readonly { readonly from: string; readonly price: string; readonly perStartedKilogram?: string }[];
}

export function methodFromRow(row: MethodRow): Method {
  return {
    methodId: row.shipping_method_id,
    name: row.name,
    kind: row.kind as MethodKind,
    rates: row.rates.map(rateFromDocument),
    enabled: row.enabled,
    version: Number(row.version),
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** In the order of the columns. */
export function methodValues(method: Method): readonly unknown[] {
  const { methodId, version, name, kind, rates, enabled, createTime, updateTime } = method;
  const document = JSON.stringify(rates.map(rateToDocument));
  return [methodId, version, name, kind, document, enabled, createTime, updateTime];
}

function rateFromDocument({ zoneId, currencyCode, tiers }: RateDocument): Rate {
  const money = (text: string): Money => ({ currencyCode, minorUnits: BigInt(text) });
  return {
    zoneId,
    tiers: tiers.map(({ from, price, perStartedKilogram: more }) => ({
      from: BigInt(from),
      price: money(price),
      ...(more === undefined ? {} : { perStartedKilogram: money(more) }),
    })),
  };
}

function rateToDocument({ zoneId, tiers }: Rate): RateDocument {
  const tierToDocument = ({ from, price, perStartedKilogram: more }: Tier) => ({
    from: String(from),
    price: String(price.minorUnits),
    ...(more === undefined ? {} : { perStartedKilogram: String(more.minorUnits) }),
  });
  return { zoneId, currencyCode: tiers[0]?.price.currencyCode ?? "", tiers: tiers.map(tierToDocument) };
}
