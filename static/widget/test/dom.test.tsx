import { beforeEach, expect, test, vi } from "vitest";
import { h, patch, type Child } from "../src/ui/dom";

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement("div");
  document.body.replaceChildren(root);
});
const draw = (...children: Child[]): void => patch(root, children);

test("patch makes elements, attributes and text", () => {
  draw(<p class="a" hidden={false} data-x={1}>one {"two"}</p>);
  expect(root.innerHTML).toBe('<p class="a" data-x="1">one two</p>');
});

test("patch keeps an element, its focus and its typed text", () => {
  draw(<input value="" />);
  const input = root.querySelector("input")!;
  input.focus();
  input.value = "typed";
  draw(<p>above</p>, <input value="" />);
  expect(root.querySelector("input")).toBe(input);
  expect(document.activeElement).toBe(input);
  expect(input.value).toBe("typed");
});

test("patch moves keyed elements instead of making them anew", () => {
  const list = (keys: string[]): Child => <ul>{keys.map((key) => <li key={key}>{key}</li>)}</ul>;
  draw(list(["a", "b", "c"]));
  const b = root.querySelectorAll("li")[1];
  draw(list(["c", "b"]));
  expect(root.textContent).toBe("cb");
  expect(root.querySelectorAll("li")[1]).toBe(b);
});

test("patch takes away attributes and handlers that are gone", () => {
  const clicked = vi.fn();
  draw(<button title="t" onclick={clicked}>x</button>);
  draw(<button>x</button>);
  root.querySelector("button")!.click();
  expect(clicked).not.toHaveBeenCalled();
  expect(root.innerHTML).toBe('<button type="button">x</button>');
});

test("patch writes false into aria attributes, because absent means something else", () => {
  draw(<button aria-expanded={false} />);
  expect(root.innerHTML).toBe('<button type="button" aria-expanded="false"></button>');
});

test("patch writes styles through CSSOM", () => {
  draw(<i css={{ "--share": "0.4" }} />);
  expect(root.querySelector("i")!.style.getPropertyValue("--share")).toBe("0.4");
});

test("patch makes svg in its own namespace", () => {
  draw(<svg><path d="M0 0" /></svg>);
  expect(root.querySelector("path")!.namespaceURI).toBe("http://www.w3.org/2000/svg");
});
