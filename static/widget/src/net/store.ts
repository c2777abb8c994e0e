import { encode } from "./json";

/** JSON in localStorage or sessionStorage; where the browser refuses storage, in memory for as long as the page lives. */
export interface Store {
  get<T>(key: string): T | null;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  /** Keys that start with `prefix`, without the store's own prefix. */
  keys(prefix: string): string[];
  clear(): void;
}

/** Opens the storage `area` names; `area` is a function because merely reading `window.localStorage` can throw. */
export function openStore(area: () => Storage, prefix: string): Store {
  const memory = new Map<string, string>();
  const attempt = <T>(work: (storage: Storage) => T, otherwise: T): T => {
    try {
      return work(area());
    } catch {
      return otherwise;
    }
  };
  const store: Store = {
    get: <T>(key: string) => parse<T>(memory.get(key) ?? attempt((storage) => storage.getItem(prefix + key), null)),
    set(key, value) {
      const text = encode(value);
      const kept = attempt((storage) => (storage.setItem(prefix + key, text), true), false);
      if (kept) memory.delete(key);
      else memory.set(key, text);
    },
    remove(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(prefix + key), undefined);
    },
    keys(start) {
      const stored = attempt(Object.keys, [])
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length));
      return [...new Set([...memory.keys(), ...stored])].filter((key) => key.startsWith(start));
    },
    clear() {
      for (const key of store.keys("")) store.remove(key);
    },
  };
  return store;
}

function parse<T>(text: string | null): T | null {
  try {
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
