-- A row a person who ever had a wish list. Whoever adds, removes or moves lists locks it first, then the lists.
CREATE TABLE wish_list_owners (
  user_id uuid PRIMARY KEY,
  -- How many lists the person has.
  size integer NOT NULL CONSTRAINT wish_list_owners_size_check CHECK (size BETWEEN 0 AND 50)
);

-- Whoever changes a list or its items locks its row first.
CREATE TABLE wish_lists (
  wish_list_id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES wish_list_owners,
  -- Counts the changes, those of the items too.
  version bigint NOT NULL,
  name text NOT NULL,
  shared boolean NOT NULL,
  item_count integer NOT NULL CONSTRAINT wish_lists_item_count_check CHECK (item_count BETWEEN 0 AND 500),
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX wish_lists_user ON wish_lists (user_id, wish_list_id);

CREATE TABLE wish_list_items (
  wish_list_id uuid NOT NULL REFERENCES wish_lists ON DELETE CASCADE,
  variant_id uuid NOT NULL,
  -- The version of the list that brought the item; those added later have higher ones.
  number bigint NOT NULL,
  quantity integer NOT NULL CONSTRAINT wish_list_items_quantity_check CHECK (quantity > 0),
  note text NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL,
  PRIMARY KEY (wish_list_id, variant_id)
);
CREATE UNIQUE INDEX wish_list_items_number ON wish_list_items (wish_list_id, number);
