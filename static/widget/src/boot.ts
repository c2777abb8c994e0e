import type { Boot } from "./types";
import { retrying } from "./net/retry";
import type { Session } from "./session";

/** Asks who the user is and what is for them. */
export const fetchBoot = (session: Session): Promise<Boot> =>
  retrying(() => session.http.post<Boot>("v1/boot", question(session)), session.signal);

const question = (session: Session): object => {
  const { traits, company } = session.about;
  session.about.owner = session.identity.owner();
  return {
    url: session.url(),
    locale: session.settings.locale || document.documentElement.lang || navigator.language,
    traits,
    company,
    sent_at: new Date().toISOString(),
  };
};
