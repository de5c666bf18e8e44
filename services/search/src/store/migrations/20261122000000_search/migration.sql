-- The indexes there are: one serves searches, one may be under construction, and one that was replaced waits to be
-- cleared. Everything else lies in the slot of its generation.
CREATE TABLE generations (
  generation    bigint      PRIMARY KEY,
  slot          smallint    NOT NULL CHECK (slot IN (0, 1)),
  state         text        NOT NULL CHECK (state IN ('BUILDING', 'SERVING', 'RETIRED')),
  -- Whose word forms are forgiven: PostgreSQL's dictionary <language>_stem.
  language      text        NOT NULL,
  product_count bigint      NOT NULL DEFAULT 0,
  -- While it is built: how far the log has been read, where it ended, and until when a process works on it.
  position      bigint      NOT NULL DEFAULT 0,
  log_end       bigint      NOT NULL DEFAULT 0,
  lease_owner   uuid,
  lease_time    timestamptz,
  update_time   timestamptz NOT NULL
);
CREATE UNIQUE INDEX generations_state ON generations (state);

-- Products, also those not published: their version keeps late events from bringing them back.
CREATE TABLE documents (
  slot         smallint NOT NULL,
  product_id   uuid     NOT NULL,
  version      bigint   NOT NULL,
  published    boolean  NOT NULL,
  -- Different words in the name.
  name_length  smallint NOT NULL,
  -- With everything above it.
  category_ids uuid[]   NOT NULL,
  brand        text     NOT NULL,
  -- The lowest price in each currency, pairwise.
  currencies   text[]   NOT NULL,
  amounts      bigint[] NOT NULL,
  -- What is ranked by: name (A), brand and SKUs (B), facts (C); "#<category>".
  head         tsvector NOT NULL,
  name         text     NOT NULL,
  -- The words of the name, for suggestions.
  name_key     text     COLLATE "C" NOT NULL,
  slug         text     NOT NULL,
  image_url    text     NOT NULL,
  -- What is found by: the head and the description (D), "@<brand>" and "$<currency>.<price band>". Null if unpublished.
  lexemes      tsvector,
  -- What it adds to the vocabulary.
  words        text[]   NOT NULL,
  PRIMARY KEY (slot, product_id)
) PARTITION BY LIST (slot);

-- Counting and ranking thousands of products read their rows: what is needed for that stays in them, the rest does not.
ALTER TABLE documents
  ALTER category_ids SET STORAGE MAIN, ALTER brand SET STORAGE MAIN, ALTER currencies SET STORAGE MAIN,
  ALTER amounts SET STORAGE MAIN, ALTER head SET STORAGE MAIN,
  ALTER lexemes SET STORAGE EXTERNAL, ALTER words SET STORAGE EXTERNAL;
CREATE TABLE documents_0 PARTITION OF documents FOR VALUES IN (0) WITH (toast_tuple_target = 512);
CREATE TABLE documents_1 PARTITION OF documents FOR VALUES IN (1) WITH (toast_tuple_target = 512);
CREATE INDEX documents_lexemes ON documents USING gin (lexemes) WITH (fastupdate = off);
CREATE INDEX documents_name_key ON documents (name_key) WHERE published;

-- The vocabulary: in how many products and category names each word is.
CREATE TABLE words (
  slot      smallint NOT NULL,
  word      text     COLLATE "C" NOT NULL,
  frequency bigint   NOT NULL,
  stem      text     NOT NULL,
  -- Too common to tell anything, such as "the".
  is_stop   boolean  NOT NULL,
  -- Hashes of the word and of what is left without one or two of its letters: words a typing error apart share one.
  spellings integer[],
  PRIMARY KEY (slot, word)
) PARTITION BY LIST (slot);
CREATE TABLE words_0 PARTITION OF words FOR VALUES IN (0);
CREATE TABLE words_1 PARTITION OF words FOR VALUES IN (1);
CREATE INDEX words_spellings ON words USING gin (spellings) WITH (fastupdate = off);

CREATE TABLE categories (
  slot        smallint NOT NULL,
  category_id uuid     NOT NULL,
  version     bigint   NOT NULL,
  name        text     NOT NULL,
  -- From the top of the tree down to the category itself.
  path        uuid[]   NOT NULL,
  words       text[]   NOT NULL,
  stems       text[]   NOT NULL,
  PRIMARY KEY (slot, category_id)
);
CREATE INDEX categories_stems ON categories USING gin (stems) WITH (fastupdate = off);
CREATE INDEX categories_path ON categories USING gin (path) WITH (fastupdate = off);

-- The lexeme of a word, and null for a word that tells nothing.
CREATE FUNCTION stem(language text, word text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN language = 'simple' THEN word ELSE (ts_lexize((language || '_stem')::regdictionary, word))[1] END;

-- Words of 3 to 30 letters; only the first eight count. Null for others, and for what has digits.
CREATE FUNCTION spellings(word text) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT array_agg(DISTINCT hashtext(variant)) FROM (
    SELECT "left"(word, 8) AS variant
    UNION ALL
    SELECT overlay("left"(word, 8) PLACING '' FROM first FOR 1)
    FROM generate_series(1, least(length(word), 8)) AS first
    UNION ALL
    SELECT overlay(overlay("left"(word, 8) PLACING '' FROM second FOR 1) PLACING '' FROM first FOR 1)
    FROM generate_series(1, 7) AS first, generate_series(2, least(length(word), 8)) AS second
    WHERE first < second AND length(word) > 5
  ) AS variants
  WHERE length(word) BETWEEN 3 AND 30 AND word !~ '[0-9]';
END;
