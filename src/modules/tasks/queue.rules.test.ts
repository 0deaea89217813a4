import { expect, test } from "vitest";
import { dispatchOf, splitQueue } from "./queue.rules.ts";

const now = Date.parse("2026-11-19T02:42:00Z");
const task = (id: string, dueAt: string) => ({ id, dueAt });

test("a queue has what is late, what is due within the hour, and the rest", () => {
  const queue = splitQueue(
    [
      task("a", "2026-11-19T01:30:00Z"),
      task("b", "2026-11-19T02:42:00Z"),
      task("c", "2026-11-19T03:42:00Z"),
      task("d", "2026-11-19T03:42:01Z"),
    ],
    now,
  );
  expect(queue.late.map((one) => one.id)).toEqual(["a"]);
  expect(queue.soon.map((one) => one.id)).toEqual(["b", "c"]);
  expect(queue.later.map((one) => one.id)).toEqual(["d"]);
});

test("a send task names its dispatch, another task none", () => {
  const id = "01932b2f-7f0a-7000-8000-000000000001";
  expect(dispatchOf({ kind: "send", link: { path: `reach?dispatch=${id}` } })).toBe(id);
  expect(dispatchOf({ kind: "check", link: { path: `reach/sends/${id}?state=unknown` } })).toBeUndefined();
});
