import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { type Code, type CodeKind, codeKinds, listCodesEndpoint } from "../codes.contract.ts";
import { CodeRow } from "./code-row.tsx";
import { ContactCodeDrawer } from "./contact-code-drawer.tsx";
import { JoinCodeDrawer } from "./join-code-drawer.tsx";
import { WecomFrame } from "./wecom-frame.tsx";

const REFRESH_MS = 5_000;

/** 渠道接入 → 活码: codes that add staff, and codes that enter groups, with who came by them. */
export function WecomCodesPage() {
  const { t } = useTranslation("wecom");
  const { connectionId = "" } = useParams();
  const url = useUrlState();
  const brand = useBrand();
  const [editing, setEditing] = useState<Code | "new" | null>(null);
  const kind: CodeKind = url.get("kind") === "join" ? "join" : "contact";
  const query = useEndpoint(listCodesEndpoint, { connectionId, kind }, { refreshMs: REFRESH_MS });
  const add = brand.can("wecom.codes") ? (
    <Button kind="primary" size="s" icon="plus" onClick={() => setEditing("new")}>
      {t(`codes.add.${kind}`)}
    </Button>
  ) : null;
  const quota = query.data ? t("codes.quota", { used: formatCount(query.data.used), quota: formatCount(query.data.quota) }) : null;
  return (
    <WecomFrame connectionId={connectionId} part="codes" padded facts={quota} actions={add}>
      <div className="wc-row">
        <Segmented
          label={t("codes.what")}
          options={codeKinds.map((value) => ({ value, label: t(`codes.kinds.${value}`) }))}
          value={kind}
          onChange={(value) => url.set({ kind: value === "contact" ? "" : value })}
        />
        <span className="sp" />
        <ExportButton list="wecom-codes" filter={{ connectionId, kind }} total={query.data?.items.length} />
      </div>
      <Loaded
        query={query}
        what={t("codes.what")}
        skeleton={<BlockSkeleton height={360} />}
        empty={(list) =>
          list.items.length === 0 ? (
            <EmptyState icon="qr" title={t(`codes.empty.${kind}`)} text={t(`codes.emptyText.${kind}`)} actions={add} />
          ) : null
        }
      >
        {(list) => (
          <Panel title={t(`codes.kinds.${kind}`)} facts={t(`codes.kindText.${kind}`)}>
            {list.items.map((code) => (
              <CodeRow key={code.id} code={code} connectionId={connectionId} onEdit={() => setEditing(code)} />
            ))}
          </Panel>
        )}
      </Loaded>
      {editing ? (
        <KindDrawer kind={kind} connectionId={connectionId} code={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      ) : null}
    </WecomFrame>
  );
}

function KindDrawer({ kind, ...rest }: { kind: CodeKind; connectionId: string; code: Code | null; onClose: () => void }) {
  return kind === "contact" ? <ContactCodeDrawer {...rest} /> : <JoinCodeDrawer {...rest} />;
}
