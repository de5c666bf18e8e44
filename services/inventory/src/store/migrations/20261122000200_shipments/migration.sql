-- Units of the quantity that a carrier has and that did not come back. Those that came back count as released.
ALTER TABLE allocations
  ADD COLUMN shipped bigint NOT NULL DEFAULT 0 CONSTRAINT allocations_shipped_check CHECK (shipped >= 0),
  ADD CONSTRAINT allocations_quantity_left_check CHECK (released + shipped <= quantity);

-- A shipment takes its units from a reservation once, however often it is told.
CREATE TABLE shipments (
  shipment_id uuid PRIMARY KEY,
  reservation_id uuid NOT NULL REFERENCES reservations,
  create_time timestamptz NOT NULL
);
