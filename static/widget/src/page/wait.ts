import { oncePerFrame } from "./frame";

const SLOW_LOOK_MS = 250;

/**
 * Resolves to what `look` finds, or to null after `seconds` in view or when `signal` aborts. It looks at most once a
 * frame when the document changes, and now and then besides: styles and shadow roots change without a mutation here.
 * While `isCovered` the page is not in view: nothing is looked for, and no time passes.
 */
export function waitFor<T>(look: () => T | null, seconds: number, isCovered: () => boolean, signal: AbortSignal): Promise<T | null> {
  const seen = (): T | null => (isCovered() ? null : look());
  const found = seen();
  if (found || signal.aborted) return Promise.resolve(found);
  return new Promise((resolve) => {
    const over = new AbortController();
    let visible = 0;
    const settle = (result: T | null): void => {
      over.abort();
      observer.disconnect();
      clearInterval(timer);
      resolve(result);
    };
    const tryAgain = (): void => {
      const result = seen();
      if (result) settle(result);
    };
    const observer = new MutationObserver(oncePerFrame(tryAgain, over.signal));
    observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    const timer = setInterval(() => {
      if (document.hidden || isCovered()) return; // nobody is waiting, and a page in the background may not have drawn yet
      visible += SLOW_LOOK_MS;
      if (visible >= seconds * 1_000) settle(look());
      else tryAgain();
    }, SLOW_LOOK_MS);
    signal.addEventListener("abort", () => settle(null), { signal: over.signal });
  });
}
