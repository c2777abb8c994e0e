/** URL patterns: `/invoices/:id`, `/settings*`, `https://app.example.com/x`, `/search?tab=paid`, `#/invoices/:id`. */

const ORIGIN = /^[a-z*][a-z*+.-]*:\/\/[^/?#]*/i;

/** Whether `href` (absolute) is one of the addresses `pattern` describes; a malformed pattern or address is no match. */
export function matches(pattern: string, href: string): boolean {
  const url = parse(href);
  if (!url || !/^[/#*]|:\/\//.test(pattern)) return false;
  const origin = ORIGIN.exec(pattern)?.[0] ?? "";
  if (origin && !glob(origin.toLowerCase(), url.origin)) return false;
  const [main, hash] = cut(pattern.slice(origin.length), "#");
  if (!matchesPlace(main, url.pathname, url.search)) return false;
  if (hash === null) return true;
  const [route, query] = cut(url.hash.slice(1), "?");
  return matchesPlace(hash, route, query ?? "");
}

/** A pattern without a path (`#/x`, a bare origin) leaves the path open. */
function matchesPlace(pattern: string, path: string, query: string): boolean {
  const [place, wanted] = cut(pattern, "?");
  if (place && !glob(decoded(trimmed(place)), decoded(trimmed(path)))) return false;
  const actual = new URLSearchParams(query);
  return [...new URLSearchParams(wanted ?? "")].every(([name, value]) => hasParameter(actual, name, value));
}

function hasParameter(actual: URLSearchParams, name: string, value: string): boolean {
  return actual.getAll(name).some((found) => value === "" || glob(value, found));
}

/** Linear in pattern × text: a set of positions advances together, so no pattern can make the page hang. */
function glob(pattern: string, text: string): boolean {
  const tokens = pattern.match(/:[a-z_]\w*|./gisu) ?? [];
  let at = withStarsSkipped([0], tokens);
  for (const char of text) {
    const next: number[] = [];
    for (const position of at) next.push(...advance(tokens[position], position, char));
    at = withStarsSkipped(next, tokens);
    if (!at.size) return false;
  }
  return at.has(tokens.length);
}

function advance(token: string | undefined, position: number, char: string): number[] {
  if (token === "*") return [position];
  if (token && /^:./.test(token)) return char === "/" ? [] : [position, position + 1];
  return token === char ? [position + 1] : [];
}

function withStarsSkipped(positions: number[], tokens: string[]): Set<number> {
  const reached = new Set(positions);
  for (const position of reached) if (tokens[position] === "*") reached.add(position + 1);
  return reached;
}

function cut(text: string, mark: string): [string, string | null] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

/** `/a/` and `/a` are one address. */
const trimmed = (path: string): string => (path.length > 1 ? path.replace(/\/$/, "") : path);

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function parse(href: string): URL | null {
  try {
    return new URL(href);
  } catch {
    return null;
  }
}
