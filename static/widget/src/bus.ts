type Listener<T> = (detail: T) => void;

/** Events inside the widget, by name. A listener that throws is reported and does not stop the others. */
export interface Bus<Events> {
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void;
  off<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): void;
  emit<Name extends keyof Events>(name: Name, detail: Events[Name]): void;
}

export function createBus<Events>(): Bus<Events> {
  const listeners = new Map<keyof Events, Set<Listener<never>>>();
  const of = (name: keyof Events): Set<Listener<never>> => {
    if (!listeners.has(name)) listeners.set(name, new Set());
    return listeners.get(name)!;
  };
  return {
    on(name, listener) {
      of(name).add(listener);
      return () => of(name).delete(listener);
    },
    off: (name, listener) => void of(name).delete(listener),
    emit(name, detail) {
      for (const listener of [...of(name)] as Listener<typeof detail>[]) {
        try {
          listener(detail);
        } catch (error) {
          console.error("Handrail: a listener failed", error);
        }
      }
    },
  };
}
