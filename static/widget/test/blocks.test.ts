import { expect, test, vi } from "vitest";
import { safe } from "../src/page/address";
import { renderBlocks } from "../src/text/blocks";
import type { Block } from "../src/types";
import { patch } from "../src/ui/dom";

function html(blocks: Block[], open: (article: string) => void = () => undefined): string {
  const root = document.createElement("div");
  patch(root, renderBlocks(blocks, open));
  return root.innerHTML;
}

test("blocks become elements", () => {
  const list = { tag: "ol", start: 3, children: [{ tag: "li", children: ["a ", { tag: "strong", children: ["b"] }] }] };
  expect(html([list])).toBe('<ol start="3"><li>a <strong>b</strong></li></ol>');
});

test.each(["script", "iframe", "style", "svg", "object", "form", "handrail-widget"])("blocks drop %s with all it holds", (tag) => {
  expect(html([{ tag: "p", children: ["a", { tag, children: ["alert(1)"] }] }])).toBe("<p>a</p>");
});

test("blocks drop attributes that were not asked for", () => {
  expect(html([{ tag: "p", onclick: "alert(1)", style: "color:red", id: "x", children: ["a"] }])).toBe("<p>a</p>");
});

test.each(["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"])(
  "blocks keep the words of a link to %s but not the link",
  (href) => expect(html([{ tag: "a", href, children: ["words"] }])).toBe("words"),
);

test("blocks open other sites in a new tab without a way back", () => {
  const link = html([{ tag: "a", href: "https://other.example/x", children: ["x"] }]);
  expect(link).toBe('<a href="https://other.example/x" target="_blank" rel="noopener">x</a>');
});

test("blocks lead to other articles inside the panel", () => {
  const open = vi.fn();
  const root = document.createElement("div");
  patch(root, renderBlocks([{ tag: "a", article: "reset-password", children: ["x"] }], open));
  root.querySelector("button")!.click();
  expect(open).toHaveBeenCalledWith("reset-password");
});

test("blocks leave a click that asks for a new tab to the browser", () => {
  const open = vi.fn();
  const root = document.createElement("div");
  patch(root, renderBlocks([{ tag: "a", article: "x", href: "https://help.example/x", children: ["x"] }], open));
  const kept: boolean[] = [];
  root.addEventListener("click", (event) => {
    kept.push(event.defaultPrevented);
    event.preventDefault(); // the address leads nowhere
  });
  const click = (init: MouseEventInit): unknown =>
    root.querySelector("a")!.dispatchEvent(new MouseEvent("click", { cancelable: true, bubbles: true, ...init }));
  click({ ctrlKey: true });
  expect(open).not.toHaveBeenCalled();
  click({});
  expect(open).toHaveBeenCalledWith("x");
  expect(kept).toEqual([false, true]);
});

test("blocks show pictures from the web only", () => {
  expect(html([{ tag: "img", src: "https://cdn.example/a.png", alt: "A" }])).toContain('alt="A"');
  expect(html([{ tag: "img", src: "javascript:alert(1)" }, { tag: "img" }])).toBe("");
});

test("safe resolves an address of the page's own", () => {
  expect(safe("/settings", /^https?:$/)?.pathname).toBe("/settings");
});
