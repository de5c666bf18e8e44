-- What people agreed to and took back: a row an act. Only the newest of a purpose holds.
CREATE TABLE consents (
  user_id uuid NOT NULL,
  -- Counts the person's acts from 1.
  number bigint NOT NULL CONSTRAINT consents_number_check CHECK (number > 0),
  purpose text NOT NULL,
  text_version text NOT NULL,
  granted boolean NOT NULL,
  source text NOT NULL,
  create_time timestamptz NOT NULL,
  PRIMARY KEY (user_id, number)
);
CREATE INDEX consents_purpose ON consents (user_id, purpose, number);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER consents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consents
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
