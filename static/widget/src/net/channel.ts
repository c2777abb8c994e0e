/** Messages between the tabs of one browser; silent where it has no BroadcastChannel, or none for us, as Firefox where storage is refused. */
export interface Channel<T> {
  say(message: T): void;
}

export function openChannel<T>(name: string, heard: (message: T) => void, signal: AbortSignal): Channel<T> {
  let channel: BroadcastChannel | null = null;
  const open = (): void => {
    try {
      channel ??= new BroadcastChannel(name);
      channel.onmessage = (event: MessageEvent<T>) => heard(event.data);
    } catch {
      // then other tabs learn of it from the server
    }
  };
  const close = (): void => {
    channel?.close();
    channel = null;
  };
  // an open channel can keep the page out of the back/forward cache
  addEventListener("pagehide", close, { signal });
  addEventListener("pageshow", open, { signal });
  signal.addEventListener("abort", close);
  open();
  return { say: (message) => channel?.postMessage(message) };
}
