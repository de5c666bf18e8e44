-- Every event of every service, in the order consumers see. Rows are appended under one lock, so that a position never
-- becomes visible after a higher one.
CREATE TABLE log (
  position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id    uuid        NOT NULL UNIQUE,
  subject     text        NOT NULL,
  key         text        NOT NULL,
  envelope    bytea       NOT NULL,
  append_time timestamptz NOT NULL DEFAULT now()
);

-- A durable consumer has been given everything up to its position; what failed of it waits in deliveries.
CREATE TABLE consumers (
  name       text   PRIMARY KEY,
  subjects   text[] NOT NULL,
  position   bigint NOT NULL DEFAULT 0,
  -- Counts the holders and replays: progress of an earlier one is refused.
  epoch      bigint NOT NULL DEFAULT 0,
  -- Counts the replays that shall have their effects again.
  generation bigint NOT NULL DEFAULT 0
);

-- Events at or before a consumer's position that are not done: the first of a key waits for its next attempt, later
-- ones are held behind it, dead ones wait for an operator.
CREATE TABLE deliveries (
  consumer   text        NOT NULL REFERENCES consumers (name) ON DELETE CASCADE,
  position   bigint      NOT NULL REFERENCES log (position),
  key        text        NOT NULL,
  held       boolean     NOT NULL,
  attempts   integer     NOT NULL,
  next_time  timestamptz NOT NULL,
  reason     text,
  first_time timestamptz,
  last_time  timestamptz,
  dead       boolean     NOT NULL DEFAULT false,
  PRIMARY KEY (consumer, position)
);

CREATE INDEX deliveries_key_idx ON deliveries (consumer, key, position) WHERE NOT dead;
CREATE INDEX deliveries_due_idx ON deliveries (consumer, next_time) WHERE NOT dead AND NOT held;
CREATE INDEX deliveries_dead_idx ON deliveries (consumer, position) WHERE dead;
