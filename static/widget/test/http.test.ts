import { beforeEach, expect, test, vi } from "vitest";
import { createHttp, HttpError } from "../src/net/http";
import { createIdentity, type TokenSource } from "../src/net/identity";
import { memoryStore } from "./fakes";

const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
beforeEach(() => {
  fetched.mockReset().mockImplementation(async () => Response.json({ ok: true }));
  vi.stubGlobal("fetch", fetched);
});

const http = (source: TokenSource | null = "t") => createHttp("https://help.example/", createIdentity("pk", source, memoryStore(), () => undefined));
const bodyOf = (call: number): unknown => JSON.parse(fetched.mock.calls[call]![1].body as string);

test("post sends the caller in a body that needs no preflight, and no cookies", async () => {
  await http().post("v1/boot", { url: "u" });
  const [url, init] = fetched.mock.calls[0]!;
  expect(url).toBe("https://help.example/v1/boot");
  expect(init.headers).toEqual({ "Content-Type": "text/plain;charset=UTF-8" });
  expect(init.credentials).toBe("omit");
  expect(bodyOf(0)).toEqual({ key: "pk", token: "t", url: "u" });
});

test("post fetches another token after a 401, once", async () => {
  fetched.mockImplementation(async () => new Response("{}", { status: 401 }));
  const provider = vi.fn<() => string>().mockReturnValueOnce("old").mockReturnValue("new");
  await expect(http(provider).post("v1/boot", {})).rejects.toMatchObject({ status: 401 });
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(bodyOf(1)).toMatchObject({ token: "new" });
});

test("post does not repeat a 401 of a fixed token", async () => {
  fetched.mockImplementation(async () => new Response("{}", { status: 401 }));
  await expect(http().post("v1/boot", {})).rejects.toBeInstanceOf(HttpError);
  expect(fetched).toHaveBeenCalledTimes(1);
});

test("refusal carries the problem document and Retry-After", async () => {
  const problem = { title: "Invalid", status: 422, code: "invalid", detail: "", errors: [{ pointer: "/email", detail: "bad" }] };
  fetched.mockImplementation(async () => Response.json(problem, { status: 422, headers: { "Retry-After": "7" } }));
  await expect(http().post("v1/requests", {})).rejects.toMatchObject({ status: 422, problem, retryAfter: 7, passing: false });
});

test.each([408, 429, 500, 503])("status %i may pass", (status) => {
  expect(new HttpError(status).passing).toBe(true);
});

test("request that never arrived fails with the browser's own error", async () => {
  fetched.mockRejectedValue(new TypeError("Failed to fetch"));
  await expect(http().post("v1/events", {})).rejects.toThrow("Failed to fetch");
});

test("get puts the key in the address, and asks for no preflight", async () => {
  await http().get("v1/search", { q: "a b", limit: 8 });
  expect(fetched.mock.calls[0]![0]).toBe("https://help.example/v1/search?key=pk&q=a+b&limit=8");
  expect(fetched.mock.calls[0]![1].headers).toBeUndefined();
});

test("get of what is for some users only sends the token, and a fresh one after a 401", async () => {
  fetched.mockImplementationOnce(async () => new Response("{}", { status: 401 }));
  const provider = vi.fn<() => string>().mockReturnValueOnce("old").mockReturnValue("new");
  await http(provider).get("v1/search", { q: "a" }, { identified: true });
  expect(fetched.mock.calls.map(([, init]) => init.headers)).toEqual([{ Authorization: "Bearer old" }, { Authorization: "Bearer new" }]);
});

test("get of what is for some users only sends no header for an anonymous visitor", async () => {
  await http(null).get("v1/search", { q: "a" }, { identified: true });
  expect(fetched.mock.calls[0]![1].headers).toBeUndefined();
});

test("post sends no half of an emoji, wherever it stands", async () => {
  await http().post("v1/requests", { message: "a smile 😀".slice(0, 9), nested: [{ text: "\udc00" }], whole: "😀" });
  expect(bodyOf(0)).toMatchObject({ message: "a smile \ufffd", nested: [{ text: "\ufffd" }], whole: "😀" });
});
