import type { Candidate } from "../types";
import { isShown } from "./visible";

export interface Found {
  element: Element;
  /** Index of the candidate that found it; above 0, the author's first choice is broken. */
  candidate: number;
}

/** Elements that have a role without saying so, for the roles people aim at. */
const IMPLICIT: Record<string, string> = {
  button: "button,summary,input[type=button],input[type=submit]",
  link: "a[href],area[href]",
  textbox: "textarea,input:not([type]),input[type=text],input[type=email],input[type=search],input[type=tel],input[type=url]",
  checkbox: "input[type=checkbox]",
  radio: "input[type=radio]",
  combobox: "select",
  heading: "h1,h2,h3,h4,h5,h6",
  img: "img",
  row: "tr",
  navigation: "nav",
};
const LONGEST_TEXT = 250;

/** The first candidate that names exactly one visible element; a wrong element is worse than none. */
export function find(candidates: Candidate[], root: ParentNode = document, shown = isShown): Found | null {
  for (const candidate of candidates) {
    const elements = withText(query(candidate, root).filter(shown), candidate.text);
    const element = elements[candidate.nth ?? 0];
    if (element && (candidate.nth != null || elements.length === 1)) return { element, candidate: candidates.indexOf(candidate) };
  }
  return null;
}

function query({ css, role }: Candidate, root: ParentNode): Element[] {
  const elements = css ? pierce(css, root) : role ? select(root, roleSelector(role)) : [];
  return role ? elements.filter((element) => hasRole(element, role)) : elements;
}

/** `a >>> b` looks for `b` in the open shadow roots of `a`; a leading `>>>` looks in every open shadow root. */
function pierce(css: string, root: ParentNode): Element[] {
  const [first, ...rest] = css.split(">>>").map((part) => part.trim());
  const start = first ? select(root, first) : null;
  return rest.reduce<Element[]>(
    (hosts, part, depth) => shadows(depth || start ? hosts : deep(root)).flatMap((shadow) => select(shadow, part)),
    start ?? [],
  );
}

const shadows = (hosts: Element[]): ShadowRoot[] => hosts.flatMap((host) => host.shadowRoot ?? []);

function deep(root: ParentNode): Element[] {
  const hosts = select(root, "*").filter((element) => element.shadowRoot && element.localName !== "handrail-widget");
  return hosts.concat(shadows(hosts).flatMap(deep));
}

function select(root: ParentNode, css: string): Element[] {
  try {
    return [...root.querySelectorAll(css)];
  } catch {
    return []; // an author's typing error must not end the tour
  }
}

const roleSelector = (role: string): string => [`[role="${CSS.escape(role)}"]`, IMPLICIT[role]].filter(Boolean).join();

function hasRole(element: Element, role: string): boolean {
  const stated = element.getAttribute("role");
  return stated === null ? !!IMPLICIT[role] && element.matches(IMPLICIT[role]) : stated === role;
}

/** Exact wording first, then wording that contains it: "+ New customer" is still the "New customer" button. */
function withText(elements: Element[], text: string | undefined): Element[] {
  if (!text) return elements;
  const wanted = normal(text);
  const exact = elements.filter((element) => wording(element).includes(wanted));
  return exact.length ? exact : elements.filter((element) => wording(element).some((words) => words.includes(wanted)));
}

function wording(element: Element): string[] {
  const { value } = element as HTMLInputElement;
  const said = [element.getAttribute("aria-label"), element.textContent, typeof value === "string" ? value : null];
  return said.map((words) => normal((words ?? "").slice(0, LONGEST_TEXT)));
}

const normal = (text: string): string => text.replace(/\s+/g, " ").trim().toLowerCase();
