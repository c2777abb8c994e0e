/** `href` as an address, if its scheme is one of `schemes`: never `javascript:`. */
export function safe(href: unknown, schemes: RegExp): URL | null {
  if (typeof href !== "string") return null;
  try {
    const url = new URL(href, location.href);
    return schemes.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
