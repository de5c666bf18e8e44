-- Exports: an archive is kept for some days, then it expires.
ALTER TABLE privacy_requests
  ADD COLUMN expire_time timestamptz,
  DROP CONSTRAINT privacy_requests_kind_check,
  DROP CONSTRAINT privacy_requests_state_check,
  DROP CONSTRAINT privacy_requests_check,
  ADD CONSTRAINT privacy_requests_kind_check CHECK (kind IN ('ERASURE', 'EXPORT')),
  ADD CONSTRAINT privacy_requests_state_check
    CHECK (state IN ('SCHEDULED', 'RUNNING', 'COMPLETED', 'CANCELLED', 'EXPIRED')),
  ADD CONSTRAINT privacy_requests_due_check
    CHECK ((due_time IS NOT NULL) = (state IN ('SCHEDULED', 'RUNNING') OR kind = 'EXPORT' AND state = 'COMPLETED'));
DROP INDEX privacy_requests_open;
CREATE UNIQUE INDEX privacy_requests_open ON privacy_requests (user_id, kind) WHERE state IN ('SCHEDULED', 'RUNNING');

-- What each service has of a person, until the archive expires.
CREATE TABLE privacy_documents (
  privacy_request_id uuid NOT NULL REFERENCES privacy_requests,
  service text NOT NULL,
  -- JSON: things by what they are.
  document text NOT NULL,
  PRIMARY KEY (privacy_request_id, service)
);
