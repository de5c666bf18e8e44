CREATE INDEX products_seller ON products ((document ->> 'sellerId'), product_id) WHERE document ? 'sellerId';
CREATE INDEX products_moderation ON products ((document -> 'moderation' ->> 'state'), product_id)
  WHERE document ? 'moderation';

-- How far imports are.
CREATE TABLE product_imports (
  caller text NOT NULL,
  import_id text NOT NULL,
  -- The rows that are done.
  next_row bigint NOT NULL,
  created_count bigint NOT NULL,
  updated_count bigint NOT NULL,
  unchanged_count bigint NOT NULL,
  refused_count bigint NOT NULL,
  -- The rows of the first that were refused, and why.
  errors jsonb NOT NULL,
  update_time timestamptz NOT NULL,
  PRIMARY KEY (caller, import_id)
);
