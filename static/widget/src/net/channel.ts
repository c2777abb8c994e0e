/** Messages between the tabs of one browser; silent where the browser has no BroadcastChannel. */
export interface Channel<T> {
  say(message: T): void;
}

export function openChannel<T>(name: string, heard: (message: T) => void, signal: AbortSignal): Channel<T> {
  if (!("BroadcastChannel" in window)) return { say: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<T>) => heard(event.data);
  signal.addEventListener("abort", () => channel.close());
  return { say: (message) => channel.postMessage(message) };
}
