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

ALTER TABLE promotions
  DROP CONSTRAINT promotions_check,
  -- True if it counts without a code.
  ADD COLUMN automatic boolean NOT NULL DEFAULT false,
  -- True if it combines with no other.
  ADD COLUMN exclusive boolean NOT NULL DEFAULT false,
  ADD COLUMN free_shipping boolean NOT NULL DEFAULT false,
  -- As the domain has them; absent for none.
  ADD COLUMN tiers jsonb,
  ADD COLUMN buy_get jsonb,
  -- What it takes something off; empty for everything.
  ADD COLUMN variant_ids uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN customer_group text CONSTRAINT promotions_customer_group REFERENCES customer_groups,
  ADD CONSTRAINT promotions_discount CHECK (
    (percent_off_hundredths > 0)::integer + free_shipping::integer + num_nonnulls(amount_off_minor_units, tiers, buy_get) = 1
  );
CREATE INDEX promotions_automatic ON promotions (promotion_id) WHERE automatic;

-- Codes made in bulk.
CREATE TABLE coupons (
  coupon_code text PRIMARY KEY,
  promotion_id uuid NOT NULL REFERENCES promotions,
  batch_id uuid NOT NULL,
  -- The most orders that may use it, 0 for any number, and how many do.
  max_redemptions integer NOT NULL,
  redemption_count integer NOT NULL DEFAULT 0,
  disabled boolean NOT NULL DEFAULT false,
  create_time timestamptz NOT NULL,
  CONSTRAINT coupons_limit CHECK (
    redemption_count >= 0 AND (max_redemptions = 0 OR redemption_count <= max_redemptions)
  )
);
CREATE INDEX coupons_promotion ON coupons (promotion_id, coupon_code);
CREATE INDEX coupons_batch ON coupons (batch_id, coupon_code);
