CREATE TABLE things (
  id text PRIMARY KEY,
  n  bigint NOT NULL CONSTRAINT things_n_positive CHECK (n > 0)
);
