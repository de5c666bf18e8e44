-- Both sides of a transfer name it, and nothing else does.
ALTER TABLE stock_movements
  ADD COLUMN transfer_id uuid,
  ADD CONSTRAINT stock_movements_transfer_check CHECK ((reason = 'TRANSFERRED') = (transfer_id IS NOT NULL)) NOT VALID;
