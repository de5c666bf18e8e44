CREATE TABLE things (key text PRIMARY KEY, version integer NOT NULL);
CREATE TABLE effects (seq bigint GENERATED ALWAYS AS IDENTITY, consumer text, event_id uuid, key text, version bigint);
