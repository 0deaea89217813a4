import { afterAll, beforeAll, beforeEach } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit, changeBrandSettings } from "../brands/index.ts";
import { createGroup } from "../groups/index.ts";
import { createFlow, publishFlow, saveDraft } from "./flows.actions.ts";
import { showFlow } from "./read.actions.ts";
import type { FlowSpec, Step } from "./spec.contract.ts";

/** A clock time of Sunday 22 November 2026, or of another day, in Shanghai. */
export function at(clock: string, day = "2026-11-22"): Date {
  return new Date(`${day}T${clock}:00+08:00`);
}

const everyDay = (minute: number) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minute }));

/** A step of every day that says its own name. */
export const step = (id: string, minute: number, part: Partial<Step> = {}): Step => ({
  id,
  name: id,
  direction: "engage",
  slots: everyDay(minute),
  minutes: 30,
  graceMinutes: 60,
  action: { kind: "send", content: { kind: "text", text: `{群名}：${id}` } },
  ...part,
});

/** A brand whose every test has an org unit of its own with two open groups, at seven in the morning. */
export class Sop {
  private opened: TestBrand | undefined;
  orgId = "";
  serial = 0;

  constructor() {
    beforeAll(async () => {
      this.opened = await openTestBrand({ now: at("07:00") });
      await changeBrandSettings(this.test.as(), { quietFromMinute: 22 * 60 + 30, quietToMinute: 7 * 60 });
    });
    afterAll(() => this.test.close());
    beforeEach(async () => {
      this.test.clock.now = at("07:00");
      this.orgId = (await addOrgUnit(this.test.as(), { parentId: this.test.headquartersId, name: `城市 ${++this.serial}` })).id;
      await this.group();
      await this.group();
    });
  }

  get test(): TestBrand {
    if (!this.opened) throw new Error("the brand is not open yet");
    return this.opened;
  }

  group(open = true, ownerStaffId: string | null = null) {
    const name = `柳岸 ${++this.serial}`;
    return createGroup(this.test.as(), {
      name,
      orgId: this.orgId,
      positioning: "benefit",
      commercialType: "promotion",
      channel: "web",
      ownerStaffId,
      open,
    });
  }

  async flow(steps: Step[]): Promise<string> {
    const spec: FlowSpec = { audience: { kind: "orgs", orgIds: [this.orgId] }, steps };
    const { id } = await createFlow(this.test.as(), {
      name: `SOP ${++this.serial}`,
      kind: "day",
      audience: spec.audience,
      preset: false,
      spec,
    });
    return id;
  }

  async publish(flowId: string) {
    return publishFlow(this.test.as(), { flowId, revision: (await showFlow(this.test.as(), { flowId })).draftRevision, note: "" });
  }

  async change(flowId: string, steps: Step[]): Promise<void> {
    const { draftRevision: revision, draft } = await showFlow(this.test.as(), { flowId });
    await saveDraft(this.test.as(), { flowId, revision, spec: { ...draft, steps } });
  }

  sends(flowId: string) {
    return this.test.rows<{ step_id: string; day: string; flow_version: number; state: string; groups: number }>(
      `select s.step_id, to_char(s.local_day, 'MM-DD') as day, s.flow_version, s.state, (select count(*)::int from app.deliveries d where d.send_id = s.id) as groups
       from app.sends s where s.flow_id = $1 order by s.due_at`,
      [flowId],
    );
  }

  states(flowId: string) {
    return this.test.rows<{ step_id: string; state: string; groups: number }>(
      "select step_id, state, groups from app.flow_occurrences where flow_id = $1 order by due_at",
      [flowId],
    );
  }
}
