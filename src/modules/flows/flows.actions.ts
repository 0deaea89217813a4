import { done, type InputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import { type Language, listJoint } from "../../lib/language.ts";
import { localDay } from "../../lib/time.ts";
import { type Context, scopeOf } from "../../server/context.ts";
import { accessOrgUnits } from "../brands/index.ts";
import { findFlaggedWords, findStandings, requireKnownVariables } from "../contents/index.ts";
import { accessFlowToChange, homeOrg } from "./access.actions.ts";
import { onNameTaken, switchVersion } from "./course.actions.ts";
import { type createFlowEndpoint, flowPublished, type saveDraftEndpoint } from "./flows.contract.ts";
import * as store from "./flows.store.ts";
import { checkSteps, contentsOf, type EmptyReason, judge } from "./plan.rules.ts";
import { presetSteps } from "./presets.rules.ts";
import type { FlowSpec, Step } from "./spec.contract.ts";

const actorId = (ctx: Context) => (ctx.actor.kind === "staff" ? ctx.actor.id : null);

/** Org units named by an audience lie within the caller's reach. */
async function requireReach(ctx: Context, spec: FlowSpec): Promise<void> {
  const { audience } = spec;
  if (audience.kind === "groups") return;
  await accessOrgUnits(ctx, audience.orgIds, "flows.manage");
}

export async function createFlow(outer: Context, input: InputOf<typeof createFlowEndpoint>): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const orgId = await homeOrg(ctx);
    const draft: FlowSpec = input.spec ?? {
      audience: input.audience,
      steps: input.preset ? presetSteps(input.kind, ctx.brand.language) : [],
    };
    await requireReach(ctx, draft);
    const id = ctx.newId();
    await store
      .insertFlow(ctx.db, ctx.brand.id, { id, kind: input.kind, name: input.name, orgId, draft, by: actorId(ctx), at: ctx.now })
      .catch(onNameTaken(input.name));
    await ctx.audit({
      action: "flows.create",
      targetKind: "flow",
      targetId: id,
      after: { name: input.name, kind: input.kind, steps: draft.steps.length },
    });
    return { id };
  });
}

export async function saveDraft(outer: Context, input: InputOf<typeof saveDraftEndpoint>): Promise<{ revision: number; savedAt: string }> {
  return outer.transaction(async (ctx) => {
    const flow = await accessFlowToChange(ctx, input.flowId);
    requireRevision(flow, input.revision);
    await requireReach(ctx, input.spec);
    const revision = flow.draftRevision + 1;
    await store
      .updateDraft(ctx.db, ctx.brand.id, { id: flow.id, name: input.name ?? flow.name, draft: input.spec, revision, at: ctx.now })
      .catch(onNameTaken(input.name ?? flow.name));
    return { revision, savedAt: ctx.now.toISOString() };
  });
}

function requireRevision(flow: store.FlowRecord, revision: number): void {
  if (flow.draftRevision !== revision)
    throw new Refusal("conflict", "flows.edited-elsewhere", { name: flow.name, revision: flow.draftRevision });
}

export interface Problem {
  code: "no-steps" | "words-flagged" | EmptyReason;
  step: string;
  stepId: string;
  detail: string;
}

/** All that keeps a draft from being published. */
export async function findProblems(ctx: Context, spec: FlowSpec): Promise<Problem[]> {
  const shape = checkSteps(spec.steps).map((problem) =>
    "step" in problem ? { ...problem, detail: "" } : { ...problem, step: "", stepId: "", detail: "" },
  );
  const standings = await findStandings(ctx, contentsOf(spec.steps).contentIds);
  const today = localDay(ctx.now.getTime(), ctx.brand.zone);
  const mayAnswer = scopeOf(ctx, "contents.approve") !== null;
  return [...shape, ...spec.steps.flatMap((step) => contentProblems(step, standings, today, mayAnswer, ctx.language))];
}

type Standings = Awaited<ReturnType<typeof findStandings>>;

function contentProblems(step: Step, standings: Standings, today: string, mayAnswer: boolean, language: Language): Problem[] {
  const content = step.action.kind === "send" ? step.action.content : null;
  const known = { step: step.name, stepId: step.id };
  if (!content || content.kind === "column") return [];
  if (content.kind === "text") {
    const words = mayAnswer ? [] : findFlaggedWords(content.text).map((one) => one.word);
    return words.length > 0 ? [{ code: "words-flagged", ...known, detail: words.join(listJoint[language]) }] : [];
  }
  const judged = judge(content.contentId, today, standings);
  return "body" in judged ? [] : [{ code: judged.reason, ...known, detail: standings.get(content.contentId)?.name ?? "" }];
}

/** Makes the draft the next version; a running flow goes on with it from its next step. */
export async function publishFlow(outer: Context, input: { flowId: string; revision: number; note: string }): Promise<{ version: number }> {
  return outer.transaction(async (ctx) => {
    const flow = await accessFlowToChange(ctx, input.flowId);
    requireRevision(flow, input.revision);
    requireKnownVariables(
      flow.draft.steps.flatMap((step) =>
        step.action.kind === "send" && step.action.content?.kind === "text" ? [step.action.content.text] : [],
      ),
    );
    const problems = await findProblems(ctx, flow.draft);
    if (problems.length > 0) throw new Refusal("conflict", "flows.not-ready", { count: problems.length, problems });
    const version = flow.latestVersion + 1;
    await store.insertVersion(ctx.db, ctx.brand.id, {
      flowId: flow.id,
      version,
      spec: flow.draft,
      note: input.note,
      by: actorId(ctx),
      at: ctx.now,
    });
    await switchVersion(ctx, flow, flow.draft, version);
    await ctx.publish(flowPublished, { flowId: flow.id, version });
    await ctx.audit({
      action: "flows.publish",
      targetKind: "flow",
      targetId: flow.id,
      before: { version: flow.latestVersion },
      after: { version, note: input.note },
    });
    return { version };
  });
}

export async function removeFlow(outer: Context, input: { flowId: string }) {
  return outer.transaction(async (ctx) => {
    const flow = await accessFlowToChange(ctx, input.flowId);
    if (flow.latestVersion > 0) throw new Refusal("conflict", "flows.was-published", { name: flow.name });
    await store.deleteFlow(ctx.db, ctx.brand.id, flow.id);
    await ctx.audit({ action: "flows.remove", targetKind: "flow", targetId: flow.id, before: { name: flow.name } });
    return done;
  });
}
