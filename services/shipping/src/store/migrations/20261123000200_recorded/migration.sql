-- What was sent without a carrier: handed over as soon as it is packed. Null if it is to be packed only.
ALTER TABLE packings
  ADD COLUMN ship_time timestamptz,
  ADD COLUMN deliver_time timestamptz,
  ADD COLUMN tracking_number text NOT NULL DEFAULT '';

-- What was sent has a label if, and only if, a carrier has it.
ALTER TABLE shipments DROP CONSTRAINT shipments_check;
ALTER TABLE shipments ADD CONSTRAINT shipments_label_check
  CHECK ((state IN ('SHIPPED', 'DELIVERED') AND carrier_id <> '') = (label IS NOT NULL)) NOT VALID;
ALTER TABLE shipments VALIDATE CONSTRAINT shipments_label_check;
