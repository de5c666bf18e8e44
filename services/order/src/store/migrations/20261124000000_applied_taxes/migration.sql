-- The tax that counts for the line: { "taxClass", "regionCode", "rateHundredths", "name" }; null where nothing is taxed.
ALTER TABLE order_lines ADD COLUMN applied_tax jsonb;
