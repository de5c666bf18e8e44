-- Appends events in the given order, those of known ids excepted, and answers with the position of each. All writers take
-- their turn under one lock, held until the commit: positions become visible in their order. Wakes the consumers once.
CREATE FUNCTION append(event_ids uuid[], subjects text[], keys text[], envelopes bytea[], notice text)
RETURNS TABLE ("position" bigint) LANGUAGE plpgsql AS $$
BEGIN
  -- Any number that no other part of the mesh takes as an advisory lock.
  PERFORM pg_advisory_xact_lock(7246001);
  INSERT INTO log (event_id, subject, key, envelope)
    SELECT event.event_id, event.subject, event.key, event.envelope
    FROM unnest(event_ids, subjects, keys, envelopes)
      WITH ORDINALITY AS event (event_id, subject, key, envelope, ordinal)
    ORDER BY ordinal
    ON CONFLICT (event_id) DO NOTHING;
  PERFORM pg_notify('bus', notice);
  RETURN QUERY
    SELECT log.position FROM unnest(event_ids) WITH ORDINALITY AS event (event_id, ordinal)
    JOIN log USING (event_id) ORDER BY ordinal;
END
$$;
