import type { Endpoint } from "../lib/define.ts";
import type { TestBrand } from "./brand.ts";
import { growPeople } from "./grown-people.ts";
import { growPlatform } from "./grown-platform.ts";
import { growCalls, growImport, growSettings, knowDelivery } from "./grown-settings.ts";
import { growFlow, growSends, growStamped, growWork } from "./grown-work.ts";
import { settleAll } from "./history.ts";

/** What has been made, by the names under which endpoints ask for it. */
export type Known = Record<string, unknown>;

export interface Grown {
  groupIds: string[];
  known: Known;
}

export function nothingGrown(): Grown {
  const groupIds: string[] = [];
  const known = {
    groupIds,
    weekday: "5",
    hour: "10",
    list: "groups",
    metric: "join",
    step: "acquired",
    names: "members.joined",
    from: "2026-11-01",
    to: "2026-11-22",
    kind: "contact",
    key: "messages",
  };
  return { groupIds, known };
}

/** Rows `from` … `to - 1` of everything a list shows, but of what is said to be few. */
export async function grow(test: TestBrand, { known, groupIds }: Grown, from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  const contentIds: { n: number; contentId: string }[] = [];
  for (const n of numbers) {
    const { groupId, contentId } = await growWork(test, known, n);
    groupIds.push(groupId);
    contentIds.push({ n, contentId });
    await growSettings(test, known, n);
  }
  await growStamped(test, known, numbers);
  await growFlow(test, known, numbers);
  await growCalls(test, known, numbers);
  await growImport(test, known, numbers);
  await growPlatform(test, known, numbers);
  await growSends(test, known, contentIds);
  // Last, so that what people say stands on the newest page.
  await growPeople(test, known, numbers);
  await settleAll(test);
  await knowDelivery(test, known);
}

/** Where a list by itself shows none of what the test makes. */
const chosen: Record<string, object> = {
  "/tasks": { whose: "all" },
  "/sends": { when: "coming" },
  "/trend": { metric: "messages", by: "scope" },
};

/** What the endpoint must be told, of what is known, as it stands in an address; undefined where it is not known. */
export function questionOf({ known }: Grown, endpoint: Pick<Endpoint, "path" | "input">): Record<string, unknown> | undefined {
  const ask: Record<string, unknown> = { ...chosen[endpoint.path] };
  for (let round = 0; round < 8; round++) {
    const parsed = endpoint.input.safeParse(ask);
    if (parsed.success) return ask;
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? "");
      if (name in known) ask[name] = known[name];
    }
  }
  return undefined;
}

/** The same as the endpoint's action gets it. */
export function askOf(grown: Grown, endpoint: Pick<Endpoint, "path" | "input">): unknown {
  const question = questionOf(grown, endpoint);
  return question && endpoint.input.parse(question);
}
