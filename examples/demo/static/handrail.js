// The whole integration: one script tag in the page, `init` here, `track` after something has succeeded.
// Handrail may be blocked, slow or absent; nothing on the page waits for it.

const loader = document.getElementById("handrail-loader");
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

const loaded = new Promise((resolve) => {
  if (window.Handrail) resolve(window.Handrail);
  loader.addEventListener("load", () => window.Handrail && resolve(window.Handrail));
});

/** Asks our own backend, which knows the session, for a short-lived proof of who is looking. */
async function fetchToken() {
  const answer = await fetch("/handrail-token");
  return answer.ok ? (await answer.json()).token : null;
}

/** Starts Handrail once it is there; visitors who are not signed in stay anonymous. */
export function startHandrail() {
  const locale = meta("handrail-locale");
  whenReady((handrail) =>
    handrail.init({ key: meta("handrail-key"), ...(locale && { locale, token: fetchToken }) }),
  );
}

/** Runs `use` with Handrail if it ever loads; a fault in it is reported, not passed on. */
export function whenReady(use) {
  loaded.then(use).catch((problem) => console.warn("Handrail:", problem));
}

/** Tells Handrail that the user has done something. */
export function track(name, properties = {}) {
  whenReady((handrail) => handrail.track(name, properties));
}
