-- For followers, who begin with the events since a time.
CREATE INDEX log_append_time_idx ON log (append_time);
