-- When it happened; null if that was when it was entered.
ALTER TABLE stock_movements ADD COLUMN business_time timestamptz;
ALTER TABLE stock_movements
  ADD CONSTRAINT stock_movements_business_time_check CHECK (business_time <= create_time) NOT VALID;
