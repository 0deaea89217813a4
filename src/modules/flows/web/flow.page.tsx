import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useEndpoint } from "../../../web/api.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { type FlowDetail, showFlowEndpoint } from "../flows.contract.ts";
import { flowWeekEndpoint } from "../week.contract.ts";
import { CalendarView, type EditNote } from "./calendar-view.tsx";
import { CompareDialog } from "./compare-dialog.tsx";
import { EffectView } from "./effect-view.tsx";
import { AudienceDialog } from "./audience-dialog.tsx";
import { type CourseMove, FlowDialog } from "./flow-dialogs.tsx";
import { FlowFrame, type FlowView } from "./flow-frame.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { TextView } from "./text-view.tsx";
import { useFlowEditor } from "./use-flow-editor.ts";
import { VersionsView } from "./versions-view.tsx";
import "./flows.css";

/** One SOP: its week with the dry run, its effect, its text, its versions. */
export function FlowPage() {
  const { t } = useTranslation("flows");
  const { flowId = "" } = useParams();
  const query = useEndpoint(showFlowEndpoint, { flowId });
  const flow = query.data;
  if (flow) return <FlowEditorPage key={flow.id} flow={flow} reload={() => void query.refetch()} />;
  return (
    <Page title={t("title")} crumbs={[{ label: t("title"), to: "flows" }]} search={false}>
      <Loaded query={query} what={t("what")} skeleton={<BlockSkeleton height={600} />}>
        {() => null}
      </Loaded>
    </Page>
  );
}

type Dialog = CourseMove | "publish" | "publish-start" | "compare" | "audience";

function FlowEditorPage({ flow, reload }: { flow: FlowDetail; reload: () => void }) {
  const { t } = useTranslation("flows");
  const url = useUrlState();
  const editor = useFlowEditor(flow);
  const [names, setNames] = useState({ contents: flow.names.contents, columns: flow.names.columns });
  const [note, setNote] = useState<EditNote | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const view: FlowView = (["effect", "text", "versions"] as const).find((one) => one === url.get("view")) ?? "calendar";
  const day = url.get("day") || undefined;
  const weekQuery = useEndpoint(
    flowWeekEndpoint,
    { flowId: flow.id, day, source: "draft", revision: editor.saved.revision },
    { keepLast: true, refreshMs: 60_000 },
  );
  const close = () => setDialog(null);
  const week = weekQuery.data;
  return (
    <FlowFrame
      flow={flow}
      editor={editor}
      week={week}
      view={view}
      note={note}
      rerunning={weekQuery.isFetching}
      onNote={setNote}
      onRerun={() => void weekQuery.refetch()}
      onDialog={setDialog}
      onReload={reload}
    >
      {view === "calendar" ? (
        <Loaded query={weekQuery} what={t("week.what")} skeleton={<BlockSkeleton height={640} />}>
          {(shown) => (
            <CalendarView
              flow={flow}
              editor={editor}
              week={shown}
              names={names}
              readOnly={!flow.canManage}
              onNames={setNames}
              onNote={setNote}
            />
          )}
        </Loaded>
      ) : null}
      {view === "effect" ? <EffectView flow={flow} /> : null}
      {view === "text" ? <TextView key={editor.saved.revision} flow={flow} editor={editor} onNote={setNote} /> : null}
      {view === "versions" ? <VersionsView flow={flow} editor={editor} onNote={setNote} /> : null}
      {dialog === "publish" || dialog === "publish-start" ? (
        <PublishDialog flow={flow} editor={editor} week={week} andStart={dialog === "publish-start"} onClose={close} />
      ) : null}
      {dialog === "compare" ? <CompareDialog flow={flow} draft={editor.spec} onClose={close} /> : null}
      {dialog === "audience" ? <AudienceDialog editor={editor} onClose={close} /> : null}
      {dialog === "start" || dialog === "pause" || dialog === "resume" || dialog === "stop" || dialog === "remove" ? (
        <FlowDialog move={dialog} flow={flow} week={week} onClose={close} />
      ) : null}
    </FlowFrame>
  );
}
