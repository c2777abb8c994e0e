/** The script the page includes: a stand-in for `Handrail` that queues calls, and the import of the real thing. */

import { present } from "./present";

/** Replaced by the build with the address of the module, relative to the loader's. */
declare const MODULE: string;

export type Call = [name: string, args: unknown[], resolve: (value?: unknown) => void];

type Stub = Record<string, unknown> & { q?: Call[] };

const METHODS = "init identify anonymous group track complete start stop open close search article on off reset";
const ATTEMPTS = 5;

function load(): void {
  const page = window as unknown as { Handrail?: Stub; requestIdleCallback?: (work: () => void, options: object) => void };
  const script = document.currentScript;
  const there = present<Stub>();
  // a picture named currentScript stands before the tag, and would say where the module comes from
  if (!(script instanceof HTMLScriptElement) || "init" in (there ?? {})) return;
  const stub = (page.Handrail = there ?? {});
  const q = (stub.q ??= []); // calls may be waiting in a stand-in of the page's own
  for (const name of METHODS.split(" ")) stub[name] = (...args: unknown[]) => new Promise((resolve) => q.push([name, args, resolve]));
  const { dataset, src } = script;
  if (dataset.key) q.unshift(["init", [{ ...dataset }], () => 0]);

  const able = "popover" in script && "adoptedStyleSheets" in document && (self === top || "frames" in dataset);
  // below the floor calls come to nothing, but nobody waits for them for ever
  if (!able) return void (q.forEach(([, , resolve]) => resolve()), (q.push = (call) => (call[2](), 0)));

  // a query makes a retry a different module: browsers remember that the first one failed
  const fetchModule = (attempt: number): Promise<unknown> =>
    import(new URL(MODULE + (attempt ? `?${attempt}` : ""), src).href).catch(
      () => attempt < ATTEMPTS && setTimeout(() => void fetchModule(attempt + 1), 1_000 * 2 ** attempt),
    );
  (page.requestIdleCallback ?? setTimeout)(() => void fetchModule(0), { timeout: 2_000 } as never);
}

load();
