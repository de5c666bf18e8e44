import { rest } from "./shop/rest.ts";

/** Where stock lies. */
export interface KnownWarehouses {
  /** The default one. */
  readonly warehouseId: string;
  /** An empty one. */
  readonly otherWarehouseId: string;
}

/** Makes them through the public door. */
export async function makeKnownWarehouses(url: string, token: string): Promise<KnownWarehouses> {
  type Warehouse = { readonly warehouseId: string };
  const { warehouse } = await rest<{ warehouse: Warehouse }>(url, "POST /v1/warehouses", {
    ...{ token, body: { name: "Annex" } },
  });
  const listed = await rest<{ warehouses: Warehouse[] }>(url, "GET /v1/warehouses?page_size=1", { token });
  return { warehouseId: listed.warehouses[0]?.warehouseId ?? "", otherWarehouseId: warehouse.warehouseId };
}
