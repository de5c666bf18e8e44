-- One row for each effect of an event; no constraint keeps an effect from happening twice, for that is the question.
CREATE TABLE effects (
  seq bigserial PRIMARY KEY,
  event_id uuid NOT NULL,
  key text NOT NULL,
  version bigint NOT NULL
);
