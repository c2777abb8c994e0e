"""The condition language: parse, validate, evaluate. Pure: no SQL, no Flask."""
