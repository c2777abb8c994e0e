import { backoff } from "./backoff";
import { HttpError } from "./http";

const MOST_ATTEMPTS = 6;

/** Repeats `work` while its failure may pass: the network, a busy server, a host that could not mint a token just now. */
export async function retrying<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const final = error instanceof HttpError && !error.passing;
      if (final || attempt > MOST_ATTEMPTS) throw error;
      await pause(backoff(attempt), signal);
      if (signal.aborted) throw error;
    }
  }
}

/** Waits, unless the session ends first. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => resolve());
  });
}
