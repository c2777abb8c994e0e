import type { Step } from "../types";
import { focused } from "../page/focus";
import { place, sidesFor } from "../page/place";
import { track } from "../page/track";
import { isShown } from "../page/visible";
import { patch, type Child } from "../ui/dom";
import type { Root } from "../ui/root";
import { boxContent, pauseContent } from "./box";
import type { TourContext } from "./context";
import { endKey, stepKeys } from "./keys";
import type { Scene, Stage } from "./scene";
import { pin, shine } from "./spotlight";

/** Where the user types: focus is never taken from there. */
const FIELDS = "input,textarea,select,[contenteditable]";
/** What placing a layer writes on it. */
const MOVED = ["left", "top", "width", "height", "border-radius"];

export function createStage(ctx: TourContext, root: Root): Stage {
  const light = root.layer("div", { class: "light" });
  const beacon = root.layer("button", { class: "beacon", type: "button" });
  const box = root.layer("div", { class: "box", tabindex: "-1", "aria-labelledby": "step-title", "aria-describedby": "step-body" });
  const isRtl = (): boolean => root.host.dir === "rtl";
  let opener: HTMLElement | null = null;
  let hadFocus = false;

  function settle({ step, target, lost }: Scene): void {
    if (!target) return; // modals and banners are placed by their styles
    if (!isShown(target)) return lost();
    const size = { width: box.offsetWidth, height: box.offsetHeight };
    const zoom = root.host.currentCSSZoom ?? 1; // where the page's styles zoom it, a pixel of ours is so many of the viewport's
    const { x, y, width, height } = target.getBoundingClientRect();
    const rect = { x: x / zoom, y: y / zoom, width: width / zoom, height: height / zoom };
    const viewport = { width: innerWidth / zoom, height: innerHeight / zoom };
    const spot = place(rect, size, viewport, sidesFor(preferred(step, target), isRtl()));
    if (step.kind === "hotspot") pin(beacon, rect, viewport, isRtl());
    else shine(light, target, rect);
    box.dataset.side = spot.side;
    box.style.setProperty("--arrow-x", `${rect.x + rect.width / 2 - spot.x}px`);
    box.style.setProperty("--arrow-y", `${rect.y + rect.height / 2 - spot.y}px`);
    box.style.left = `${spot.x}px`;
    box.style.top = `${spot.y}px`;
  }

  function open(scene: Scene): void {
    const { target, signal, end } = scene;
    root.open(box);
    const update = (): void => settle(scene);
    update();
    if (target) track(target, box, update, signal);
    stepKeys(box, target, () => end("escape"), signal);
    takeFocus(scene, box);
  }

  /** The box takes focus at what the user did, though never from a field; where the step before left it adrift, `layer` does. */
  function takeFocus({ step, quiet }: Scene, layer: HTMLElement): void {
    const here = focused();
    const adrift = hadFocus && (here === document.body || isOurs(here));
    hadFocus = false;
    if (adrift) layer.focus({ preventScroll: true });
    else if (quiet || layer === beacon) return;
    else if (step.kind === "banner" || here?.matches(FIELDS)) ctx.announce(step.title, true);
    else box.focus({ preventScroll: true });
  }

  /** Prepares the box; one step after another lives in it. */
  function dress(kind: string, role: string, content: Child[]): void {
    opener ??= focused();
    box.dataset.kind = kind;
    box.setAttribute("role", role);
    box.ariaModal = kind === "modal" ? "true" : null;
    patch(box, content);
    root.hold("tour");
  }

  const isOurs = (element: Element | null): boolean => box.contains(element) || element === beacon;

  const stage: Stage = {
    show(scene) {
      const { step, target } = scene;
      const kind = target || step.kind === "banner" ? step.kind : "modal";
      light.dataset.kind = kind;
      dress(kind, kind === "banner" ? "region" : "dialog", boxContent(ctx, scene));
      if (target) reveal(target);
      if (kind === "hotspot") return showBeacon(scene);
      if (kind !== "banner") root.open(light);
      open(scene);
    },
    wait(pause) {
      const { tour, end, signal } = pause;
      dress("waiting", "region", pauseContent(ctx, pause));
      let said = false;
      const draw = (): void => {
        if (root.isHeldBy("panel")) return stage.hide();
        root.open(box);
        if (!said) ctx.announce(`${tour.title}: ${ctx.t("tour_waiting")}`, true);
        said = true;
      };
      for (const name of ["open", "close"] as const) signal.addEventListener("abort", ctx.bus.on(name, draw));
      endKey(box, () => end("escape"), signal);
      draw();
    },
    hide() {
      hadFocus ||= isOurs(focused());
      for (const layer of [light, beacon, box]) {
        root.close(layer);
        for (const property of MOVED) layer.style.removeProperty(property);
      }
    },
    close() {
      root.release("tour");
      if (hadFocus) opener?.focus({ preventScroll: true });
      opener = null;
    },
  };

  /** The box of a hotspot unfolds and folds again at the user's wish; what it sets up ends with each folding. */
  function showBeacon(scene: Scene): void {
    const { step, target, signal } = scene;
    let unfolded: AbortController | null = null;
    const turn = (): void => {
      unfolded?.abort();
      unfolded = unfolded ? null : new AbortController();
      beacon.ariaExpanded = String(!!unfolded);
      if (unfolded) open({ ...scene, quiet: false, signal: unfolded.signal });
      else root.close(box);
    };
    signal.addEventListener("abort", () => unfolded?.abort());
    beacon.ariaLabel = ctx.t("hotspot", { title: step.title });
    beacon.ariaExpanded = "false";
    beacon.onclick = turn;
    root.open(beacon);
    const update = (): void => settle(scene);
    update();
    track(target!, beacon, update, signal);
    takeFocus(scene, beacon);
  }

  return stage;
}

/** In a form the next field, or the button that saves it, is below: beside is the better place there. */
function preferred({ placement }: Step, target: Element): Step["placement"] {
  return placement === "auto" && target.closest("form,dialog,[role=dialog]") ? "end" : placement;
}

/** Scrolls the target into the middle when part of it is out of view; a fixed header cannot hide it there. */
function reveal(target: Element): void {
  const { top, bottom, left, right } = target.getBoundingClientRect();
  if (top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
}
