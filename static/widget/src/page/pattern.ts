/** URL patterns: `/invoices/:id`, `/settings*`, `https://app.example.com/x`, `/search?tab=paid`, `#/invoices/:id`. */

const ORIGIN = /^[a-z*][a-z*+.-]*:\/\/[^/?#]*/i;
/** Split in two by the first mark; the part after it is undefined where there is none. */
const FRAGMENT = /#(.*)/s;
const QUERY = /\?(.*)/s;

/** Whether `href` (absolute) is one of the addresses `pattern` describes; a malformed pattern or address is no match. */
export function matches(pattern: string, href: string): boolean {
  const url = parse(href);
  if (!url || !/^[/#*]|:\/\//.test(pattern)) return false;
  const origin = ORIGIN.exec(pattern)?.[0] ?? "";
  if (origin && !glob(origin.toLowerCase(), url.origin)) return false;
  const [main = "", hash] = pattern.slice(origin.length).split(FRAGMENT);
  if (!matchesPlace(main, url.pathname, url.search)) return false;
  if (hash === undefined) return true;
  const [route = "", query] = url.hash.slice(1).split(QUERY);
  return matchesPlace(hash, route, query);
}

/** A pattern without a path (`#/x`, a bare origin) leaves the path open. */
function matchesPlace(pattern: string, path: string, query = ""): boolean {
  const [place, wanted] = pattern.split(QUERY);
  if (place && !glob(normal(place), normal(path))) return false;
  const actual = new URLSearchParams(query);
  return [...new URLSearchParams(wanted)].every(([name, value]) => hasParameter(actual, name, value));
}

function hasParameter(actual: URLSearchParams, name: string, value: string): boolean {
  return actual.getAll(name).some((found) => value === "" || glob(value, found));
}

/** Linear in pattern × text: every place in the pattern that can be reached advances together, so no pattern can make the page hang. */
function glob(pattern: string, text: string): boolean {
  const tokens = pattern.match(/:[a-z_]\w*|./gisu) ?? [];
  let at = withStarsSkipped([true], tokens);
  for (const char of text) {
    const next: boolean[] = [];
    tokens.forEach((token, place) => {
      const named = /^:./.test(token);
      if (!at[place]) return;
      if (token === "*" || (named && char !== "/")) next[place] = true;
      if (token === char || (named && char !== "/")) next[place + 1] = true;
    });
    at = withStarsSkipped(next, tokens);
  }
  return !!at[tokens.length];
}

function withStarsSkipped(at: boolean[], tokens: string[]): boolean[] {
  tokens.forEach((token, place) => {
    if (token === "*" && at[place]) at[place + 1] = true;
  });
  return at;
}

/** `/a/` and `/a` are one address, and so are `/ä` and `/%C3%A4`. */
function normal(path: string): string {
  const trimmed = path.replace(/(.)\/$/, "$1");
  try {
    return decodeURI(trimmed);
  } catch {
    return trimmed;
  }
}

function parse(href: string): URL | null {
  try {
    return new URL(href);
  } catch {
    return null;
  }
}
