import type { ReservationExpired } from "./reservation.ts";
import type { StockAdjusted } from "./stock.ts";

export type InventoryEvent = StockAdjusted | ReservationExpired;
