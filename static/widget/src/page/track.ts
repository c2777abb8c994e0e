import { oncePerFrame } from "./frame";

/** Calls `moved` whenever `target` or `box` may have moved or changed size; no timer and no frame while nothing does. */
export function track(target: Element, box: Element, moved: () => void, signal: AbortSignal): void {
  const soon = oncePerFrame(moved, signal);
  const options = { capture: true, passive: true, signal }; // capture: scrolling inside a container does not bubble
  addEventListener("scroll", soon, options);
  addEventListener("resize", soon, options);
  window.visualViewport?.addEventListener("resize", soon, options);
  window.visualViewport?.addEventListener("scroll", soon, options);
  const sizes = new ResizeObserver(soon);
  sizes.observe(target);
  sizes.observe(box);
  signal.addEventListener("abort", () => sizes.disconnect());
  watchMove(target, soon, signal);
}

const RETRY_MS = 1_000;

/**
 * Notices a layout shift that neither scrolls nor resizes the target: an IntersectionObserver whose root is cut down to
 * the target's own rectangle reports any step out of it. The technique is floating-ui's `observeMove` in autoUpdate.
 */
function watchMove(target: Element, moved: () => void, signal: AbortSignal): void {
  let observer: IntersectionObserver | undefined;
  let timer: ReturnType<typeof setTimeout>;
  const stop = (): void => {
    clearTimeout(timer);
    observer?.disconnect();
  };
  const watch = (threshold: number): void => {
    stop();
    const rect = target.getBoundingClientRect();
    if (signal.aborted || !rect.width || !rect.height) return;
    let first = true;
    const root = document.scrollingElement ?? document.documentElement; // in quirks mode the body is as large as the viewport
    const insets = [rect.top, root.clientWidth - rect.right, root.clientHeight - rect.bottom, rect.left];
    const rootMargin = insets.map((inset) => `${-Math.floor(inset)}px`).join(" ");
    observer = new IntersectionObserver(
      ([entry]) => {
        const ratio = entry!.intersectionRatio;
        if (ratio !== threshold) {
          if (!first) restart(1);
          else if (ratio) restart(ratio);
          else timer = setTimeout(() => restart(1e-7), RETRY_MS); // out of view: ask again later, not in a loop
        } else if (ratio === 1 && !sameRect(rect, target.getBoundingClientRect())) restart(1);
        first = false;
      },
      { rootMargin, threshold },
    );
    observer.observe(target);
  };
  const restart = (threshold: number): void => {
    moved();
    watch(threshold);
  };
  signal.addEventListener("abort", stop);
  watch(1);
}

const sameRect = (a: DOMRect, b: DOMRect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
