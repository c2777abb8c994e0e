import { expect, test, vi } from "vitest";
import { createIdentity } from "../src/net/identity";
import { aToken, memoryStore } from "./fakes";

const soon = (): number => Math.floor(Date.now() / 1_000) + 3_600;

test("identity makes an anonymous id at the first call, and keeps it", async () => {
  const store = memoryStore();
  expect(store.keys("")).toEqual([]);
  const first = await createIdentity("pk", null, store).caller();
  const second = await createIdentity("pk", null, store).caller();
  expect(first.anonymous_id).toBeTruthy();
  expect(second.anonymous_id).toBe(first.anonymous_id);
});

test("identity makes no anonymous id for a user with a token", async () => {
  const store = memoryStore();
  expect(await createIdentity("pk", "t", store).caller()).toEqual({ key: "pk", token: "t" });
  expect(store.keys("")).toEqual([]);
});

test("identity asks the provider once for requests made together", async () => {
  const provider = vi.fn(async () => aToken({ sub: "u_1", exp: soon() }));
  const identity = createIdentity("pk", provider, memoryStore());
  await Promise.all([identity.caller(), identity.caller()]);
  await identity.caller();
  expect(provider).toHaveBeenCalledTimes(1);
  expect(identity.owner()).toBe("u_1");
});

test("identity fetches a token anew shortly before it expires", async () => {
  const provider = vi.fn(async () => aToken({ sub: "u_1", exp: Math.floor(Date.now() / 1_000) + 5 }));
  const identity = createIdentity("pk", provider, memoryStore());
  await identity.caller();
  await identity.caller();
  expect(provider).toHaveBeenCalledTimes(2);
});

test("identity can renew a provided token but not a fixed one", async () => {
  const provider = vi.fn(async () => aToken({ sub: "u_1", exp: soon() }));
  const provided = createIdentity("pk", provider, memoryStore());
  await provided.caller();
  expect(provided.renew()).toBe(true);
  await provided.caller();
  expect(provider).toHaveBeenCalledTimes(2);
  expect(createIdentity("pk", "t", memoryStore()).renew()).toBe(false);
});

test("identity is anonymous when the provider says that nobody is logged in", async () => {
  const caller = await createIdentity("pk", async () => null, memoryStore()).caller();
  expect(caller).toMatchObject({ key: "pk", anonymous_id: expect.any(String) as string });
});

test("identity has no owner when the token cannot be read", () => {
  expect(createIdentity("pk", "nonsense", memoryStore()).owner()).toBe("");
});
