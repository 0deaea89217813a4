import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { diffSpecs } from "../diff.rules.ts";
import { type FlowDetail, type FlowVersionRow, listFlowVersionsEndpoint } from "../flows.contract.ts";
import type { EditNote } from "./use-calendar-edits.ts";
import { ChangeList } from "./change-list.tsx";
import type { FlowEditor } from "./use-flow-editor.ts";

interface VersionsViewProps {
  flow: FlowDetail;
  editor: FlowEditor;
  onNote: (note: EditNote | null) => void;
}

/** Every version, newest first, with what it changed. */
export function VersionsView({ flow, editor, onNote }: VersionsViewProps) {
  const { t } = useTranslation("flows");
  const query = useEndpoint(listFlowVersionsEndpoint, { flowId: flow.id });
  const take = (version: FlowVersionRow) => {
    editor.apply(version.spec);
    onNote({ text: t("versions.taken", { version: version.version }) });
  };
  return (
    <Loaded
      query={query}
      what={t("versions.what")}
      empty={(data) =>
        data.items.length === 0 ? <EmptyState icon="history" title={t("versions.none")} text={t("versions.noneText")} /> : null
      }
    >
      {({ items }) => (
        <ol className="flows-versions">
          {items.map((version, n) => {
            const before = items[n + 1];
            return (
              <li key={version.version}>
                <div className="row g8">
                  <b className="h14">v{version.version}</b>
                  {version.isRunning ? (
                    <Chip tone="good" dot>
                      {t("versions.running")}
                    </Chip>
                  ) : null}
                  <span className="el">{version.note}</span>
                  <span className="sp" />
                  <span className="mut sm12 nw">
                    {version.authorName ?? ""} <Time at={version.createdAt} />
                  </span>
                  {flow.canManage && diffSpecs(editor.spec, version.spec).length > 0 ? (
                    <Button size="xs" onClick={() => take(version)}>
                      {t("versions.take")}
                    </Button>
                  ) : null}
                </div>
                {before ? (
                  <ChangeList before={before.spec} after={version.spec} />
                ) : (
                  <p className="mut sm12">{t("versions.first", { count: version.spec.steps.length })}</p>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </Loaded>
  );
}
