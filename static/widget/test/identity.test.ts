import { expect, test, vi } from "vitest";
import { createIdentity, tokenAt, type TokenSource } from "../src/net/identity";
import type { Store } from "../src/net/store";
import { aToken, memoryStore } from "./fakes";

const identify = (source: TokenSource | null, store: Store = memoryStore(), changed = (): void => undefined) =>
  createIdentity("pk", source, store, changed);

const soon = (): number => Math.floor(Date.now() / 1_000) + 3_600;

test("identity makes an anonymous id at the first call, and keeps it", async () => {
  const store = memoryStore();
  expect(store.keys("")).toEqual([]);
  const first = await identify(null, store).caller();
  const second = await identify(null, store).caller();
  expect(first.anonymous_id).toBeTruthy();
  expect(second.anonymous_id).toBe(first.anonymous_id);
});

test("identity makes no anonymous id for a user with a token", async () => {
  const store = memoryStore();
  expect(await identify("t", store).caller()).toEqual({ key: "pk", token: "t" });
  expect(store.keys("")).toEqual([]);
});

test("identity asks the provider once for requests made together", async () => {
  const provider = vi.fn(async () => aToken({ sub: "u_1", exp: soon() }));
  const identity = identify(provider, memoryStore());
  await Promise.all([identity.caller(), identity.caller()]);
  await identity.caller();
  expect(provider).toHaveBeenCalledTimes(1);
  expect(identity.owner()).toBe("u_1");
});

test("identity fetches a token anew shortly before it expires", async () => {
  const provider = vi.fn(async () => aToken({ sub: "u_1", exp: Math.floor(Date.now() / 1_000) + 5 }));
  const identity = identify(provider, memoryStore());
  await identity.caller();
  await identity.caller();
  expect(provider).toHaveBeenCalledTimes(2);
});

test("identity can renew a provided token but not a fixed one", async () => {
  const provider = vi.fn(async () => aToken({ sub: "u_1", exp: soon() }));
  const provided = identify(provider, memoryStore());
  await provided.caller();
  expect(provided.renew()).toBe(true);
  await provided.caller();
  expect(provider).toHaveBeenCalledTimes(2);
  expect(identify("t", memoryStore()).renew()).toBe(false);
});

test("identity is anonymous when the provider says that nobody is logged in, and takes its word", async () => {
  const provider = vi.fn(async () => null);
  const identity = identify(provider);
  expect(await identity.caller()).toMatchObject({ key: "pk", anonymous_id: expect.any(String) as string });
  await identity.caller();
  expect(provider).toHaveBeenCalledTimes(1);
});

test("identity has no owner when the token cannot be read", () => {
  expect(identify("nonsense", memoryStore()).owner()).toBe("");
});

test("identity stays its owner's after the token is gone", async () => {
  const identity = identify(async () => aToken({ sub: "u_1", exp: soon() }));
  await identity.caller();
  identity.renew();
  expect(identity.owner()).toBe("u_1");
});

test.each([aToken({ sub: "u_2" }), null])("identity calls for nobody else when its source goes on with %s", async (later) => {
  const changed = vi.fn();
  const provider = vi.fn<() => string | null>().mockReturnValueOnce(aToken({ sub: "u_1" })).mockReturnValue(later);
  const store = memoryStore();
  const identity = identify(provider, store, changed);
  await identity.caller();
  identity.renew();
  await expect(identity.caller()).rejects.toThrow("changed");
  expect(changed).toHaveBeenCalledTimes(1);
  expect(identity.owner()).toBe("u_1");
  expect(store.keys("")).toEqual([]);
});

test("identity that a source gave no token is asked again", async () => {
  const provider = vi.fn(async () => aToken({ sub: "u_1" })).mockRejectedValueOnce(new Error("no network"));
  const identity = identify(provider);
  await expect(identity.caller()).rejects.toThrow("no network");
  expect((await identity.caller()).token).toBe(aToken({ sub: "u_1" }));
});

test("token of an address is its text; 401 is nobody, anything else a failure", async () => {
  const answers = [new Response(" t\n"), new Response("no", { status: 401 }), new Response("oh", { status: 500 })];
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => answers.shift()!);
  vi.stubGlobal("fetch", fetched);
  const source = tokenAt("/handrail-token");
  expect(await source()).toBe("t");
  expect(await source()).toBeNull();
  await expect(source()).rejects.toThrow("/handrail-token answers 500");
  expect(fetched.mock.calls[0]).toEqual(["/handrail-token", { cache: "no-store" }]);
});

test("identities that were opened at the same time, in two tabs, are one anonymous visitor", async () => {
  const store = memoryStore();
  const [first, second] = [1, 2].map(() => createIdentity("pk", async () => null, store, () => undefined));
  const ids = await Promise.all([first!.caller(), second!.caller()]);
  expect(ids[0]!.anonymous_id).toBeTruthy();
  expect(ids[1]).toEqual(ids[0]);
});

test("identity of a known user takes up no visitor who came into the storage after it", async () => {
  const store = memoryStore();
  const known = createIdentity("pk", aToken({ sub: "u_1" }), store, () => undefined);
  await createIdentity("pk", null, store, () => undefined).caller();
  expect(await known.caller()).not.toHaveProperty("anonymous_id");
});
