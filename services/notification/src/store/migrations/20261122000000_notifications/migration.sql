-- What people are told: ids only until it was sent. What a message says is read when it is written, and kept nowhere.
CREATE TABLE notifications (
  notification_id uuid PRIMARY KEY,
  template_id text NOT NULL,
  -- What happened, such as the id of the order; it is told once.
  occasion text NOT NULL,
  subject_id text NOT NULL,
  order_id uuid,
  user_id uuid,
  state text NOT NULL CHECK (state IN ('PENDING', 'SENT', 'FAILED', 'SKIPPED')),
  edition integer NOT NULL CHECK (edition > 0),
  attempts integer NOT NULL,
  language_code text NOT NULL,
  email text NOT NULL,
  subject text NOT NULL,
  last_error text NOT NULL,
  trouble_kind text CHECK (trouble_kind IN ('SERVER', 'SERVICES')),
  trouble_since timestamptz,
  create_time timestamptz NOT NULL,
  -- Null once it came to rest; of one under a lease, when another may take it over.
  due_time timestamptz,
  send_time timestamptz,
  version bigint NOT NULL,
  lease_id uuid,
  UNIQUE (template_id, occasion),
  CHECK ((state = 'PENDING') = (due_time IS NOT NULL)),
  CHECK ((state = 'SENT') = (send_time IS NOT NULL)),
  CHECK ((trouble_kind IS NULL) = (trouble_since IS NULL))
);
CREATE INDEX notifications_due ON notifications (due_time) WHERE due_time IS NOT NULL;
CREATE INDEX notifications_state ON notifications (state, notification_id);
CREATE INDEX notifications_user ON notifications (user_id, notification_id);
CREATE INDEX notifications_subject ON notifications (subject_id, notification_id);

-- The staff's words. Null ones went back to the market's own: the row stays, so that no version comes twice.
CREATE TABLE templates (
  template_id text COLLATE "C" NOT NULL,
  language_code text COLLATE "C" NOT NULL,
  subject text,
  text text,
  html text,
  version bigint NOT NULL,
  update_time timestamptz NOT NULL,
  PRIMARY KEY (template_id, language_code),
  CHECK ((subject IS NULL) = (text IS NULL) AND (text IS NULL) = (html IS NULL))
);
