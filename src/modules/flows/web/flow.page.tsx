import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useEndpoint } from "../../../web/api.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { type FlowDetail, showFlowEndpoint } from "../flows.contract.ts";
import { type FlowWeek, flowWeekEndpoint } from "../week.contract.ts";
import { CalendarView } from "./calendar-view.tsx";
import { CompareDialog } from "./compare-dialog.tsx";
import { EffectView } from "./effect-view.tsx";
import { AudienceDialog } from "./audience-dialog.tsx";
import { type CourseMove, FlowDialog } from "./flow-dialogs.tsx";
import { FlowFrame, type FlowView } from "./flow-frame.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { TextView } from "./text-view.tsx";
import type { EditNote } from "./use-calendar-edits.ts";
import { type FlowEditor, useFlowEditor } from "./use-flow-editor.ts";
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
  const url = useUrlState();
  const editor = useFlowEditor(flow);
  const [note, setNote] = useState<EditNote | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const view = views.find((one) => one === url.get("view")) ?? "calendar";
  const asked = { flowId: flow.id, day: url.get("day") || undefined, source: "draft" as const, revision: editor.saved.revision };
  const week = useEndpoint(flowWeekEndpoint, asked, { keepLast: true, refreshMs: 60_000 });
  return (
    <FlowFrame
      flow={flow}
      editor={editor}
      week={week.data}
      view={view}
      note={note}
      rerunning={week.isFetching}
      onNote={setNote}
      onRerun={() => void week.refetch()}
      onDialog={setDialog}
      onReload={reload}
    >
      <View view={view} flow={flow} editor={editor} week={week} onNote={setNote} />
      {dialog ? <Dialogs dialog={dialog} flow={flow} editor={editor} week={week.data} onClose={() => setDialog(null)} /> : null}
    </FlowFrame>
  );
}

const views: readonly FlowView[] = ["effect", "text", "versions"];

interface ViewProps {
  view: FlowView;
  flow: FlowDetail;
  editor: FlowEditor;
  week: UseQueryResult<FlowWeek, Error>;
  onNote: (note: EditNote | null) => void;
}

function View({ view, flow, editor, week, onNote }: ViewProps) {
  const { t } = useTranslation("flows");
  const [names, setNames] = useState({ contents: flow.names.contents, columns: flow.names.columns });
  if (view === "effect") return <EffectView flow={flow} />;
  if (view === "text") return <TextView key={editor.saved.revision} flow={flow} editor={editor} onNote={onNote} />;
  if (view === "versions") return <VersionsView flow={flow} editor={editor} onNote={onNote} />;
  return (
    <Loaded query={week} what={t("week.what")} skeleton={<BlockSkeleton height={640} />}>
      {(shown) => (
        <CalendarView
          flow={flow}
          editor={editor}
          week={shown}
          names={names}
          readOnly={!flow.canManage}
          onNames={setNames}
          onNote={onNote}
        />
      )}
    </Loaded>
  );
}

interface DialogsProps {
  dialog: Dialog;
  flow: FlowDetail;
  editor: FlowEditor;
  week: FlowWeek | undefined;
  onClose: () => void;
}

function Dialogs({ dialog, flow, editor, week, onClose }: DialogsProps) {
  if (dialog === "publish" || dialog === "publish-start")
    return <PublishDialog flow={flow} editor={editor} week={week} andStart={dialog === "publish-start"} onClose={onClose} />;
  if (dialog === "compare") return <CompareDialog flow={flow} draft={editor.spec} onClose={onClose} />;
  if (dialog === "audience") return <AudienceDialog editor={editor} onClose={onClose} />;
  return <FlowDialog move={dialog} flow={flow} week={week} onClose={onClose} />;
}
