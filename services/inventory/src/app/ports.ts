import type { Clock, Id, Ids, Page, RequestKey } from "#mesh/kernel";
import type { Line } from "../domain/line.ts";
import type { Reservation, ReservationId } from "../domain/reservation.ts";
import type { Adjustment, MovementId, StockLevel, StockMovement, VariantId, VariantStock } from "../domain/stock.ts";
import type { StockTransfer, Transfer } from "../domain/transfer.ts";
import type { Warehouse, WarehouseId } from "../domain/warehouse.ts";

/** What the use cases need. */
export interface InventoryPorts {
  readonly warehouses: WarehouseStore;
  readonly stock: StockStore;
  readonly reservations: ReservationStore;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Keeps warehouses. There is always one: the default. */
export interface WarehouseStore {
  create(decide: () => Warehouse, request?: RequestKey): Promise<Warehouse>;
  /** Oldest first, after the warehouse of the key. */
  page(after: WarehouseId | undefined, size: number): Promise<Page<Warehouse, WarehouseId>>;
}

/** Keeps what the warehouses hold. A change, its events and the answer to its request key are committed together. */
export interface StockStore {
  /** One level a warehouse, zeros where it never had any, oldest warehouse first. */
  levelsOf(variantId: VariantId): Promise<readonly StockLevel[]>;
  /** The levels after the movement. Fails with RESOURCE_NOT_FOUND (the warehouse), STOCK_INSUFFICIENT. */
  adjust(adjustment: Adjustment, request?: RequestKey): Promise<readonly StockLevel[]>;
  /**
   * Makes all movements, one after another, or none; answers what each variant has then, in the order of their first
   * mention. Fails as `adjust` does, with the number of the adjustment as `index` and its `variant_id`.
   */
  adjustAll(adjustments: readonly Adjustment[], request?: RequestKey): Promise<readonly VariantStock[]>;
  /** Makes both sides of a transfer, which follow its lines. Fails with RESOURCE_NOT_FOUND, and as `adjustAll` does. */
  transfer(transfer: Transfer, sides: readonly Adjustment[], request?: RequestKey): Promise<StockTransfer>;
  /** By variant, after that of the key: those that ever had stock. */
  page(after: VariantId | undefined, size: number): Promise<Page<VariantStock, VariantId>>;
  /** The last entered first, after the movement of the key. */
  movements(
    variantId: VariantId,
    after: MovementId | undefined,
    size: number,
  ): Promise<Page<StockMovement, MovementId>>;
}

/** Units wanted under a reservation's id until `expireTime`. */
export interface Hold {
  readonly reservationId: ReservationId;
  /** One line a variant. */
  readonly lines: readonly Line[];
  readonly expireTime: Date;
}

export type ShipmentId = Id<"shp">;

/** What a carrier got of a reservation. */
export interface ShippedUnits {
  readonly shipmentId: ShipmentId;
  readonly reservationId: ReservationId;
  readonly lines: readonly Line[];
  /** When it got them, if that is known. */
  readonly shipTime?: Date | undefined;
  readonly request: RequestKey;
}

/**
 * Keeps promises of stock, on the terms of StockStore. Each is made, committed and released once under its own id; only a
 * release of named units needs a request key to happen once. What a reservation holds counts as reserved in the levels. */
export interface ReservationStore {
  find(reservationId: ReservationId): Promise<Reservation | undefined>;
  /**
   * Holds all units or none; repeats under the same id get the reservation that is there. Takes units of lapsed holds
   * before it fails with OUT_OF_STOCK. Fails with RESERVATION_ID_TAKEN, HOLD_EXPIRED, too.
   */
  reserve(hold: Hold, now: Date): Promise<Reservation>;
  /** Fails with RESOURCE_NOT_FOUND, HOLD_EXPIRED. */
  commit(reservationId: ReservationId, now: Date): Promise<Reservation>;
  /**
   * Gives the lines' units back, those that were sent last, or all that were not sent if there are no lines; those that
   * were sent move back on hand. Of a reservation that was never made it answers undefined, and none can be made under
   * its id any more. The key is kept if lines are named. Fails with QUANTITY_TOO_LARGE.
   */
  release(
    reservationId: ReservationId,
    lines: readonly Line[],
    now: Date,
    request?: RequestKey,
  ): Promise<Reservation | undefined>;
  /**
   * Moves the lines' units out of the stock, as many as are still reserved, once for each shipment, however often it is
   * told. Fails with HOLD_EXPIRED of a hold, RESOURCE_NOT_FOUND.
   */
  ship(shipment: ShippedUnits, now: Date): Promise<void>;
  /** Releases holds that have lapsed, at most `limit`, with an event each; tells how many. */
  expire(now: Date, limit: number): Promise<number>;
}
