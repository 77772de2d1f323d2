"""The record kept in one file: tables made from the model, a ledger of what was read, a journal of what was decided."""
