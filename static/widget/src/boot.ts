import type { Boot } from "./types";
import { pageUrl, type Session } from "./session";
import { backoff } from "./net/backoff";
import { HttpError } from "./net/http";

const MOST_ATTEMPTS = 6;

/** Asks who the user is and what is for them; tries again while the fault may pass. */
export async function fetchBoot(session: Session): Promise<Boot> {
  session.identity.ensureAnonymousId();
  for (let attempt = 0; ; attempt++) {
    try {
      return await session.http.post<Boot>("v1/boot", question(session));
    } catch (error) {
      const passing = error instanceof HttpError && error.passing;
      if (!passing || attempt === MOST_ATTEMPTS || session.signal.aborted) throw error;
      await pause(backoff(attempt + 1), session.signal);
    }
  }
}

function question(session: Session): object {
  const { settings, about } = session;
  return {
    url: pageUrl(session),
    locale: settings.locale || document.documentElement.lang || navigator.language,
    ...about,
    sent_at: new Date().toISOString(),
  };
}

/** Waits, unless the session ends first. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => resolve());
  });
}
