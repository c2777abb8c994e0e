/** `value` as JSON, whatever the page has made of its prototypes. */
export const encode = (value: unknown): string => JSON.stringify(value, asItIs);

/**
 * How the page wants all arrays or all objects written, as Prototype.js does, does not count; how one class is, as Date, does.
 * Half an emoji, as a cut through a text leaves behind, is no Unicode: a server must refuse the whole body for it.
 */
function asItIs(this: Record<string, Jsonable | null>, name: string, written: unknown): unknown {
  const held = this[name];
  const value = ([[], {}] as Jsonable[]).some(({ toJSON }) => toJSON === held?.toJSON) ? held : written;
  return typeof value === "string" ? value.toWellFormed() : value;
}

interface Jsonable {
  toJSON?: unknown;
}
