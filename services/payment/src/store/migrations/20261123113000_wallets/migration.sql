-- A ledger of two sides: whatever comes to one account goes from others. The database keeps it so, whoever writes.
CREATE TABLE ledger_accounts (
  account_id uuid PRIMARY KEY,
  -- WALLET: what the market owes a person. MARKET: what it gave on its own account, below zero; not summed up here.
  kind text NOT NULL CHECK (kind IN ('WALLET', 'MARKET')),
  user_id uuid,
  currency_code text NOT NULL,
  -- In minor units of the currency, and how many entries made it; of wallets alone.
  balance bigint NOT NULL DEFAULT 0,
  entries bigint NOT NULL DEFAULT 0,
  CHECK ((kind = 'WALLET') = (user_id IS NOT NULL)),
  CONSTRAINT ledger_accounts_not_negative CHECK (balance >= 0)
);
CREATE UNIQUE INDEX ledger_accounts_wallet ON ledger_accounts (user_id, currency_code) WHERE kind = 'WALLET';
CREATE UNIQUE INDEX ledger_accounts_market ON ledger_accounts (currency_code) WHERE kind = 'MARKET';

CREATE TABLE ledger_transfers (
  transfer_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('CREDIT', 'DEBIT', 'GIFT')),
  create_time timestamptz NOT NULL
);

-- Apart from the transfers: what people wrote can be removed, what they did cannot.
CREATE TABLE transfer_notes (
  transfer_id uuid PRIMARY KEY REFERENCES ledger_transfers,
  note text NOT NULL
);

CREATE TABLE ledger_entries (
  transfer_id uuid NOT NULL REFERENCES ledger_transfers,
  account_id uuid NOT NULL REFERENCES ledger_accounts,
  amount bigint NOT NULL CHECK (amount <> 0),
  -- The account's balance and its number of entries after this one; null of the market's own.
  balance_after bigint,
  number bigint,
  PRIMARY KEY (transfer_id, account_id)
);
CREATE UNIQUE INDEX ledger_entries_number ON ledger_entries (account_id, number);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER ledger_transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfers
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_accounts_stay BEFORE DELETE OR TRUNCATE ON ledger_accounts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A balance moves with an entry alone.
CREATE FUNCTION book_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_accounts SET balance = balance + NEW.amount, entries = entries + 1
    WHERE account_id = NEW.account_id AND kind = 'WALLET' RETURNING balance, entries INTO NEW.balance_after, NEW.number;
  RETURN NEW;
END
$$;
CREATE TRIGGER ledger_entries_book BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION book_entry();

CREATE FUNCTION refuse_unbooked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND (NEW.balance, NEW.entries) = (0, 0) THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1
    AND (NEW.account_id, NEW.kind, NEW.user_id, NEW.currency_code)
      IS NOT DISTINCT FROM (OLD.account_id, OLD.kind, OLD.user_id, OLD.currency_code)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the balance of an account moves with its entries alone';
END
$$;
CREATE TRIGGER ledger_accounts_booked BEFORE INSERT OR UPDATE ON ledger_accounts
  FOR EACH ROW EXECUTE FUNCTION refuse_unbooked();

-- Looked at when the transaction ends: by then all entries of a transfer are there.
CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) <> 0 OR count(DISTINCT currency_code) <> 1
      FROM ledger_entries JOIN ledger_accounts USING (account_id) WHERE transfer_id = NEW.transfer_id)
  THEN RAISE EXCEPTION 'transfer % is not balanced', NEW.transfer_id; END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER ledger_entries_balanced AFTER INSERT ON ledger_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced();
