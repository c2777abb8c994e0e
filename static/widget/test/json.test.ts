import { afterEach, expect, test } from "vitest";
import { encode } from "../src/net/json";

type Patched = { toJSON?: () => unknown };
const ofArrays = Array.prototype as Patched;
const ofObjects = Object.prototype as Patched;
afterEach(() => {
  delete ofArrays.toJSON;
  delete ofObjects.toJSON;
});

const value = { none: null, list: [1, [true], { text: "x" }], gone: undefined };
const written = '{"none":null,"list":[1,[true],{"text":"x"}]}';

test("arrays are written as they are, whatever the page wants all arrays to be written as", () => {
  ofArrays.toJSON = () => "[...]";
  expect(JSON.stringify(value)).not.toBe(written);
  expect(encode(value)).toBe(written);
});

test("objects are written as they are, whatever the page wants all objects to be written as", () => {
  ofObjects.toJSON = () => "{...}";
  expect(JSON.stringify(value)).not.toBe(written);
  expect(encode(value)).toBe(written);
});

test("an object that says how it is written is asked, also where the page has a say about all", () => {
  const price = { toJSON: () => "9.90" };
  for (const patched of [{}, ofArrays, ofObjects]) {
    patched.toJSON = () => "patched";
    expect(encode([new Date(0), price])).toBe('["1970-01-01T00:00:00.000Z","9.90"]');
  }
});

test("half an emoji is written as the sign for what is no text, also in what an object says of itself", () => {
  const cut = "😀".slice(0, 1);
  expect(encode([cut, { toJSON: () => cut }])).toBe('["\ufffd","\ufffd"]');
});
