-- One row per wanted effect, written in the same transaction as the effect.
CREATE TABLE idempotency_keys (
  caller      text        NOT NULL,
  method      text        NOT NULL,
  key         text        NOT NULL,
  hash        text        NOT NULL,
  answer      text,
  create_time timestamptz NOT NULL,
  PRIMARY KEY (caller, method, key)
);

-- For the purge: rows arrive in the order of their time, so a few blocks tell which are old.
CREATE INDEX idempotency_keys_create_time_idx ON idempotency_keys USING brin (create_time);

-- Every event of this service, written in the same transaction as its change. Rows are kept: any bus can be rebuilt.
-- They are inserted when the work of the transaction is done, so that for events of one aggregate, whose changes wait for
-- each other, seq is the order of the commits. The position is the bus's; null until relayed.
CREATE TABLE outbox (
  seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid   NOT NULL,
  subject  text   NOT NULL,
  key      text   NOT NULL,
  version  bigint NOT NULL,
  envelope bytea  NOT NULL,
  position bigint
);

CREATE INDEX outbox_unrelayed_idx ON outbox (seq) WHERE position IS NULL;
