import { afterEach, expect, test, vi } from "vitest";
import { openChannel } from "../src/net/channel";

afterEach(() => vi.unstubAllGlobals());

class FakeChannel {
  static open: FakeChannel[] = [];
  said: unknown[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor() {
    FakeChannel.open.push(this);
  }
  postMessage(message: unknown): void {
    this.said.push(message);
  }
  close(): void {
    FakeChannel.open = FakeChannel.open.filter((each) => each !== this);
  }
}

test.each([
  ["has none", undefined],
  ["refuses it, as some do where storage is refused", class { constructor() { throw new DOMException("insecure", "SecurityError"); } }],
])("channel of a browser that %s says nothing", (_why, channel) => {
  vi.stubGlobal("BroadcastChannel", channel);
  const life = new AbortController();
  expect(() => openChannel("x", () => undefined, life.signal).say("hello")).not.toThrow();
  life.abort();
});

test("channel is closed while the page is away, and for good when the session ends", () => {
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  const heard = vi.fn();
  const life = new AbortController();
  const channel = openChannel("x", heard, life.signal);
  dispatchEvent(new Event("pagehide"));
  expect(FakeChannel.open).toEqual([]);
  channel.say("nobody hears");
  dispatchEvent(new Event("pageshow"));
  const [open] = FakeChannel.open;
  channel.say("hello");
  open!.onmessage!({ data: "theirs" });
  expect(open!.said).toEqual(["hello"]);
  expect(heard).toHaveBeenCalledWith("theirs");
  life.abort();
  dispatchEvent(new Event("pageshow"));
  expect(FakeChannel.open).toEqual([]);
});
