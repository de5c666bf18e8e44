ALTER TABLE promotions
  -- The most orders that may use it, and the most of one customer; 0 for any number.
  ADD COLUMN max_redemptions integer NOT NULL DEFAULT 0,
  ADD COLUMN max_redemptions_per_customer integer NOT NULL DEFAULT 0,
  -- The most it takes off in all orders together; absent for any amount.
  ADD COLUMN budget_currency_code text,
  ADD COLUMN budget_minor_units bigint,
  -- The orders that use it, and what it took off in them of the budget.
  ADD COLUMN redemption_count integer NOT NULL DEFAULT 0,
  ADD COLUMN redeemed_minor_units bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT promotions_limit CHECK (
    redemption_count >= 0 AND (max_redemptions = 0 OR redemption_count <= max_redemptions)
  ),
  ADD CONSTRAINT promotions_budget CHECK (redeemed_minor_units >= 0 AND redeemed_minor_units <= budget_minor_units);

-- The orders that ever used promotions with limits, or never shall.
CREATE TABLE redeeming_orders (
  order_id uuid PRIMARY KEY,
  create_time timestamptz NOT NULL,
  -- When the order came to nothing; from then on it redeems nothing any more.
  release_time timestamptz
);

-- The use of a promotion by an order.
CREATE TABLE redemptions (
  order_id uuid NOT NULL REFERENCES redeeming_orders,
  promotion_id uuid NOT NULL REFERENCES promotions,
  -- Absent for nobody with an account.
  user_id uuid,
  coupon_code text NOT NULL,
  currency_code text NOT NULL,
  minor_units bigint NOT NULL CHECK (minor_units > 0),
  -- How much of it came from a budget.
  budget_minor_units bigint NOT NULL CHECK (budget_minor_units IN (0, minor_units)),
  released boolean NOT NULL DEFAULT false,
  PRIMARY KEY (order_id, promotion_id)
);
CREATE INDEX redemptions_of_customer ON redemptions (promotion_id, user_id) WHERE NOT released;
