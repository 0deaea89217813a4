import type { ContentBody } from "../contents/body.contract.ts";
import type { Occurrence } from "./occurrences.rules.ts";
import type { Step, StepContent } from "./spec.contract.ts";

/** How a content of the library stands; the part of it that a plan needs. */
export interface Standing {
  contentId: string;
  name: string;
  state: "draft" | "pending" | "approved" | "retired";
  approvedVersion: number | null;
  expiresOn: string | null;
  body: ContentBody | null;
}

export interface Issue {
  columnId: string;
  day: string;
  minute: number;
  contentId: string;
}

export interface PlanFacts {
  nowMs: number;
  /** `stepId day` of days on which a step is left out. */
  skips: ReadonlySet<string>;
  standings: ReadonlyMap<string, Standing>;
  issues: readonly Issue[];
}

/** What goes out: a version of the library, or words of the step's own. */
export interface Wording {
  contentId: string | null;
  version: number | null;
  body: ContentBody;
}

export type EmptyReason =
  | "nothing-chosen"
  | "no-issue"
  | "content-missing"
  | "content-retired"
  | "content-expired"
  | "content-not-approved";

export type Plan =
  | { verdict: "send"; occurrence: Occurrence; step: Step; wording: Wording; expiresMs: number }
  | { verdict: "task"; occurrence: Occurrence; step: Step; instructions: string; expiresMs: number }
  | { verdict: "empty"; occurrence: Occurrence; step: Step; reason: EmptyReason; contentId: string | null; expiresMs: number }
  | { verdict: "skipped" | "expired"; occurrence: Occurrence; step: Step; expiresMs: number };

const MINUTE_MS = 60_000;

/**
 * What each occurrence comes to at a moment, in the order given. The dry run of a week and the ticker that carries a flow out both
 * stand on this, so that what was shown is what is sent.
 */
export function planOccurrences(occurrences: readonly Occurrence[], steps: readonly Step[], facts: PlanFacts): Plan[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return occurrences.flatMap((occurrence) => {
    const step = byId.get(occurrence.stepId);
    return step ? [planOne(occurrence, step, facts)] : [];
  });
}

function planOne(occurrence: Occurrence, step: Step, facts: PlanFacts): Plan {
  const expiresMs = occurrence.dueMs + step.graceMinutes * MINUTE_MS;
  const known = { occurrence, step, expiresMs };
  if (facts.skips.has(`${step.id} ${occurrence.day}`)) return { verdict: "skipped", ...known };
  if (expiresMs <= facts.nowMs) return { verdict: "expired", ...known };
  if (step.action.kind === "task") return { verdict: "task", ...known, instructions: step.action.instructions };
  const wording = resolve(step.action.content, occurrence, facts);
  return "body" in wording ? { verdict: "send", ...known, wording } : { verdict: "empty", ...known, ...wording };
}

export type Resolved = Wording | { reason: EmptyReason; contentId: string | null };

function resolve(content: StepContent | null, occurrence: Occurrence, facts: PlanFacts): Resolved {
  if (!content) return { reason: "nothing-chosen", contentId: null };
  if (content.kind === "text") return { contentId: null, version: null, body: { format: "text", text: content.text } };
  if (content.kind === "content") return judge(content.contentId, occurrence.day, facts.standings);
  const issue = nearestIssue(content.columnId, occurrence, facts.issues);
  return issue ? judge(issue.contentId, occurrence.day, facts.standings) : { reason: "no-issue", contentId: null };
}

/** A column may have several slots a day: the one nearest to the step's time, the earlier of two equally near. */
function nearestIssue(columnId: string, { day, minute }: Occurrence, issues: readonly Issue[]): Issue | undefined {
  const away = (issue: Issue) => Math.abs(issue.minute - minute);
  return issues
    .filter((issue) => issue.columnId === columnId && issue.day === day)
    .sort((a, b) => away(a) - away(b) || a.minute - b.minute)[0];
}

/** Whether a content may go out on a day: its version, or why not. */
export function judge(contentId: string, day: string, standings: ReadonlyMap<string, Standing>): Resolved {
  const standing = standings.get(contentId);
  if (!standing) return { reason: "content-missing", contentId };
  if (standing.state === "retired") return { reason: "content-retired", contentId };
  if (standing.approvedVersion === null || !standing.body) return { reason: "content-not-approved", contentId };
  if (standing.expiresOn !== null && standing.expiresOn < day) return { reason: "content-expired", contentId };
  return { contentId, version: standing.approvedVersion, body: standing.body };
}

/** Ids of the library that the steps name, and of the columns. */
export function contentsOf(steps: readonly Step[]): { contentIds: string[]; columnIds: string[] } {
  const contents = steps.flatMap((step) => (step.action.kind === "send" && step.action.content ? [step.action.content] : []));
  return {
    contentIds: [...new Set(contents.flatMap((one) => (one.kind === "content" ? [one.contentId] : [])))],
    columnIds: [...new Set(contents.flatMap((one) => (one.kind === "column" ? [one.columnId] : [])))],
  };
}

export type SpecProblem = { code: "no-steps" } | { code: "nothing-chosen"; step: string; stepId: string };

/** What keeps a draft from being published, whatever the library holds. */
export function checkSteps(steps: readonly Step[]): SpecProblem[] {
  if (steps.length === 0) return [{ code: "no-steps" }];
  return steps.flatMap((step) =>
    step.action.kind === "send" && !step.action.content ? [{ code: "nothing-chosen" as const, step: step.name, stepId: step.id }] : [],
  );
}
