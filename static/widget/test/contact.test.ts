import { expect, test, vi } from "vitest";
import { openContact, send, write } from "../src/panel/contact";
import { HttpError } from "../src/net/http";
import { currentView, type ContactForm } from "../src/panel/state";
import { aBoot, aPanelContext } from "./fakes";

const ANSWER = { id: "tkt_1", reference: "R-1", acknowledged_at: "", text: "Thanks" };

function setUp(post = vi.fn(async (_path: string, _body: object): Promise<unknown> => ANSWER), needs_email = true) {
  const boot = aBoot();
  boot.help.needs_email = needs_email;
  const ctx = aPanelContext(boot, { post: post as never });
  const form = (): ContactForm => (currentView(ctx.panel) as { form: ContactForm }).form;
  openContact(ctx, "my query");
  return { ctx, post, form };
}

test("contact starts with what was searched, and is reported", () => {
  const { ctx, form } = setUp();
  expect(form().message).toBe("my query");
  expect(ctx.sent.map(({ name }) => name)).toContain("contact_opened");
});

test("contact asks for what is missing before it asks the server", async () => {
  const { ctx, post, form } = setUp();
  write(ctx, form(), "message", "  ");
  await send(ctx, form());
  expect(Object.keys(form().errors)).toEqual(["message", "email"]);
  expect(post).not.toHaveBeenCalled();
});

test("contact asks no e-mail address of a user whose address is known", async () => {
  const { ctx, post, form } = setUp(undefined, false);
  await send(ctx, form());
  expect(post.mock.calls[0]![1]).not.toHaveProperty("email", expect.anything());
  expect(form().answer).toEqual(ANSWER);
});

test("contact shows the server's errors at their fields", async () => {
  const problem = { title: "Invalid", status: 422, code: "invalid", detail: "", errors: [{ pointer: "/email", detail: "No such domain." }] };
  const { ctx, form } = setUp(vi.fn(async () => Promise.reject(new HttpError(422, problem))));
  write(ctx, form(), "email", "a@b");
  await send(ctx, form());
  expect(form().errors).toEqual({ email: "No such domain." });
});

test.each([0, 401, 403, 404, 503])("contact keeps text and id through a failure with %i, a reload and a second attempt", async (status) => {
  const post = vi.fn(async (_path: string, _body: object): Promise<unknown> => ANSWER).mockRejectedValueOnce(new HttpError(status));
  const { ctx, form } = setUp(post);
  write(ctx, form(), "message", "It is broken");
  write(ctx, form(), "email", "a@b.example");
  await send(ctx, form());
  expect(form().state).toBe("failed");
  ctx.panel.stack = [{ name: "home" }];
  openContact(ctx);
  expect(form()).toMatchObject({ message: "It is broken", email: "a@b.example", state: "editing" });
  await send(ctx, form());
  const [first, second] = post.mock.calls.map(([, body]) => (body as { id: string }).id);
  expect(second).toBe(first);
});

test("contact forgets the draft once it is sent", async () => {
  const { ctx, form } = setUp(undefined, false);
  write(ctx, form(), "message", "Hello");
  await send(ctx, form());
  openContact(ctx);
  expect(form().message).toBe("");
});

test("contact is not sent twice by a second press", async () => {
  const post = vi.fn(() => new Promise<unknown>(() => undefined));
  const { ctx, form } = setUp(post, false);
  void send(ctx, form());
  void send(ctx, form());
  expect(post).toHaveBeenCalledTimes(1);
});

const idsOf = (post: ReturnType<typeof vi.fn>): string[] => post.mock.calls.map(([, body]) => (body as { id: string }).id);

test.each([
  ["message", false], ["message", true], ["email", false],
] as const)("contact is another request once its %s was changed after an attempt", async (field, reopened) => {
  const post = vi.fn(async (_path: string, _body: object): Promise<unknown> => ANSWER).mockRejectedValueOnce(new HttpError(0));
  const { ctx, form } = setUp(post);
  write(ctx, form(), "message", "It is broken");
  write(ctx, form(), "email", "a@b.example");
  await send(ctx, form());
  if (reopened) openContact(ctx);
  write(ctx, form(), field, "b@b.example");
  await send(ctx, form());
  const [first, second] = idsOf(post);
  expect(second).not.toBe(first);
  expect(post.mock.calls[1]![1]).toMatchObject({ [field]: "b@b.example" });
});

test("contact sends the same request again when a change was taken back", async () => {
  const post = vi.fn(async (_path: string, _body: object): Promise<unknown> => ANSWER).mockRejectedValueOnce(new HttpError(0));
  const { ctx, form } = setUp(post, false);
  await send(ctx, form());
  write(ctx, form(), "message", "other");
  write(ctx, form(), "message", "my query");
  await send(ctx, form());
  expect(new Set(idsOf(post)).size).toBe(1);
});

test("contact that nobody typed in is the same request after a failure and a reload", async () => {
  const post = vi.fn(async (_path: string, _body: object): Promise<unknown> => ANSWER).mockRejectedValueOnce(new HttpError(0));
  const { ctx, form } = setUp(post, false);
  await send(ctx, form());
  openContact(ctx);
  await send(ctx, form());
  expect(post.mock.calls[1]![1]).toMatchObject({ message: "my query" });
  expect(new Set(idsOf(post)).size).toBe(1);
});
