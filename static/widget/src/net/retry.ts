import { backoff } from "./backoff";
import { HttpError } from "./http";

const MOST_ATTEMPTS = 6;

/** Repeats `work` while its failure may pass: the network, a busy server, a host that could not mint a token just now. */
export async function retrying<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      // the browser tells of a refused request by itself; of what went wrong in the page nobody would hear
      if (attempt === 1 && navigator.onLine && !(error instanceof HttpError)) console.warn("Handrail waits:", error);
      const final = error instanceof HttpError && !error.passing;
      if (final || attempt > MOST_ATTEMPTS) throw error;
      await pause(backoff(attempt), signal);
      if (signal.aborted) throw error;
    }
  }
}

/** Waits, unless the session ends first. */
function pause(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", resolve);
  });
}
