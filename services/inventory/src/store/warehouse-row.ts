import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Warehouse } from "../domain/warehouse.ts";

/** A row of `warehouses`. */
export interface WarehouseRow {
  readonly warehouse_id: string;
  readonly name: string;
  readonly country_code: string;
  readonly create_time: Date;
}

export function warehouseFromRow(row: WarehouseRow): Warehouse {
  return {
    warehouseId: idFromUuid("whs", row.warehouse_id),
    name: row.name,
    countryCode: row.country_code,
    createTime: row.create_time,
  };
}

/** The row's values in the order of the columns. */
export function warehouseValues({ warehouseId, name, countryCode, createTime }: Warehouse): readonly unknown[] {
  return [uuidFromId(warehouseId), name, countryCode, createTime];
}
