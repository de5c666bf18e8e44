// Generated from the contracts by `make gen`; not to be edited.

export {};
