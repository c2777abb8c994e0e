/** The smallest virtual DOM that keeps focus, text selection and screen-reader position across an update. */

export type Child = VNode | string | null | undefined | false | Child[];

export interface Props {
  key?: string | undefined;
  /** Called once, when the element is made. */
  ref?: (element: HTMLElement) => void;
  /** Custom properties and styles, written through CSSOM: a `style` attribute would need `style-src 'unsafe-inline'`. */
  css?: Record<string, string>;
  onclick?: ((event: MouseEvent) => void) | undefined;
  oninput?: (event: Event) => void;
  onkeydown?: (event: KeyboardEvent) => void;
  onsubmit?: (event: SubmitEvent) => void;
  [attribute: string]: unknown;
}

export interface VNode {
  tag: string;
  props: Props;
  children: Child[];
}

type Component = (props: never, children: Child[]) => Child;

declare global {
  namespace JSX {
    type Element = Child;
    interface ElementChildrenAttribute {
      children: unknown;
    }
    interface IntrinsicElements {
      [tag: string]: Props & { children?: unknown };
    }
  }
}

/** What TSX compiles to. A component is a plain function, called at once. A button submits nothing unless it says so. */
export function h(tag: string | Component, props: object | null, ...children: Child[]): Child {
  if (typeof tag !== "string") return tag({ ...props } as never, children);
  return { tag, props: { ...(tag === "button" && { type: tag }), ...props }, children };
}

export const Fragment = (_props: object, children: Child[]): Child => children;

const drawn = new WeakMap<Node, Props>();

/** Makes the children of `parent` what `children` says, reusing every element whose tag and key are unchanged. */
export function patch(parent: Node, children: Child[], namespace = "http://www.w3.org/1999/xhtml"): void {
  const old = [...parent.childNodes];
  const nodes = flat(children).map((child) => {
    const at = old.findIndex((node) => isSame(node, child));
    const node = old.splice(at < 0 ? old.length : at, 1)[0] ?? create(child, namespace);
    if (typeof child === "string") setText(node, child);
    else update(node as HTMLElement, child);
    return node;
  });
  for (const gone of old) gone.remove();
  nodes.forEach((node, index) => {
    const there = parent.childNodes[index] ?? null;
    if (there !== node) parent.insertBefore(node, there);
  });
}

const flat = (children: Child[]): (VNode | string)[] =>
  children.flat(Infinity as 1).filter((child): child is VNode | string => !!child);

function isSame(node: Node, child: VNode | string): boolean {
  if (typeof child === "string") return node.nodeType === Node.TEXT_NODE;
  return node.nodeName.toLowerCase() === child.tag.toLowerCase() && drawn.get(node)?.key === child.props.key;
}

const spaceOf = (tag: string, inherited: string): string => (tag === "svg" ? "http://www.w3.org/2000/svg" : inherited);

function create(child: VNode | string, namespace: string): Node {
  if (typeof child === "string") return document.createTextNode(child);
  const element = document.createElementNS(spaceOf(child.tag, namespace), child.tag) as HTMLElement;
  drawn.set(element, { key: child.props.key });
  child.props.ref?.(element);
  return element;
}

function setText(node: Node, text: string): void {
  if (node.nodeValue !== text) node.nodeValue = text;
}

function update(element: HTMLElement, { props, children }: VNode): void {
  const before = drawn.get(element)!;
  for (const name of new Set([...Object.keys(before), ...Object.keys(props)])) {
    if (before[name] !== props[name]) setProp(element, name, props[name]);
  }
  drawn.set(element, props);
  patch(element, children, element.namespaceURI!);
}

function setProp(element: HTMLElement, name: string, value: unknown): void {
  if (name === "key" || name === "ref") return;
  if (name === "css") {
    for (const [property, text] of Object.entries((value ?? {}) as object)) element.style.setProperty(property, text as string);
  } else if (name.startsWith("on") || name === "value") (element as unknown as Record<string, unknown>)[name] = value ?? null;
  else if (value == null || (value === false && !name.startsWith("aria-"))) element.removeAttribute(name);
  else element.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : String(value));
}
