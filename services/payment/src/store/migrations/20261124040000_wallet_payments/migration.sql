-- Payments out of a wallet, and what comes back of them.
ALTER TABLE payments
  DROP CONSTRAINT payments_provider_check,
  ADD CONSTRAINT payments_provider_check CHECK (provider IN ('STRIPE', 'EXTERNAL', 'WALLET'));
ALTER TABLE ledger_transfers
  DROP CONSTRAINT ledger_transfers_kind_check,
  ADD CONSTRAINT ledger_transfers_kind_check
    CHECK (kind IN ('CREDIT', 'DEBIT', 'GIFT', 'PAYMENT', 'PAYMENT_RETURNED', 'REFUND'));
