/** The smallest virtual DOM that keeps focus, text selection and screen-reader position across an update. */

export type Child = VNode | string | null | undefined | false | Child[];

export interface Props {
  key?: string | undefined;
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

/** What TSX compiles to. A button submits nothing unless it says so. */
export const h = (tag: string, props: object | null, ...children: Child[]): Child => ({
  tag,
  props: { ...(tag === "button" && { type: tag }), ...props },
  children,
});

const drawn = new WeakMap<Node, Props>();

/** Makes the children of `parent` what `children` says, reusing every element whose tag and key are unchanged. */
export function patch(parent: Element, children: Child[]): void {
  const old = [...parent.childNodes];
  const nodes = flat(children).map((child) => {
    const at = old.findIndex((node) => isSame(node, child));
    const node = old.splice(at < 0 ? old.length : at, 1)[0] ?? create(child, parent.namespaceURI);
    if (typeof child !== "string") update(node as HTMLElement, child);
    else if (node.nodeValue !== child) node.nodeValue = child;
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
  return (node as Element).localName === child.tag && drawn.get(node)?.key === child.props.key;
}

function create(child: VNode | string, inherited: string | null): Node {
  if (typeof child === "string") return document.createTextNode(child);
  const { tag, props } = child;
  const element = document.createElementNS(tag === "svg" ? "http://www.w3.org/2000/svg" : inherited, tag);
  drawn.set(element, { key: props.key });
  return element;
}

function update(element: HTMLElement, { props, children }: VNode): void {
  const before = drawn.get(element)!;
  for (const name of new Set([...Object.keys(before), ...Object.keys(props)])) {
    if (before[name] !== props[name]) setProp(element, name, props[name]);
  }
  drawn.set(element, props);
  patch(element, children);
}

function setProp(element: HTMLElement, name: string, value: unknown): void {
  if (name === "key") return;
  if (name === "css") {
    for (const [property, text] of Object.entries((value ?? {}) as object)) element.style.setProperty(property, text as string);
  } else if (name.startsWith("on") || name === "value") (element as unknown as Record<string, unknown>)[name] = value ?? null;
  else if (typeof value === "boolean" && !name.startsWith("aria-")) element.toggleAttribute(name, value);
  else if (value == null) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}
