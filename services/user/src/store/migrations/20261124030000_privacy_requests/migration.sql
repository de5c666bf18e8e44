-- What people ask to have done with all that is kept of them. It names them by id only, and stays.
CREATE TABLE privacy_requests (
  privacy_request_id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ERASURE')),
  state text NOT NULL CHECK (state IN ('SCHEDULED', 'RUNNING', 'COMPLETED', 'CANCELLED')),
  -- Who asked: the person, or somebody of the staff.
  requested_by uuid NOT NULL,
  -- The services that have not done their part, in the order they are asked: [{ "service": text, "waitingCount": number }].
  outstanding jsonb NOT NULL,
  -- How often services were asked.
  round bigint NOT NULL,
  version bigint NOT NULL,
  create_time timestamptz NOT NULL,
  start_time timestamptz NOT NULL,
  deadline_time timestamptz NOT NULL,
  -- When the worker looks at it; null at rest.
  due_time timestamptz,
  -- When it was completed or cancelled.
  end_time timestamptz,
  CHECK ((state IN ('SCHEDULED', 'RUNNING')) = (due_time IS NOT NULL)),
  CHECK ((state IN ('SCHEDULED', 'RUNNING')) = (end_time IS NULL))
);
CREATE UNIQUE INDEX privacy_requests_open ON privacy_requests (user_id, kind) WHERE due_time IS NOT NULL;
CREATE INDEX privacy_requests_due ON privacy_requests (due_time) WHERE due_time IS NOT NULL;
CREATE INDEX privacy_requests_user ON privacy_requests (user_id, privacy_request_id);
CREATE INDEX privacy_requests_state ON privacy_requests (state, privacy_request_id);

-- Who people were as guests before they signed in: orders of then are still under that id.
CREATE TABLE guest_ids (
  guest_id uuid PRIMARY KEY,
  user_id uuid NOT NULL
);
CREATE INDEX guest_ids_user ON guest_ids (user_id);
