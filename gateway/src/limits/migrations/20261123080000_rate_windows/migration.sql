-- What callers have taken of their rates in the present window, for all gateways together. Lost in a crash of the
-- server, and then everybody's window begins anew: that is cheaper than a log entry a call.
CREATE UNLOGGED TABLE rate_windows (
  class text NOT NULL,
  caller text NOT NULL,
  taken bigint NOT NULL,
  end_time timestamptz NOT NULL,
  PRIMARY KEY (class, caller)
) WITH (fillfactor = 50);
