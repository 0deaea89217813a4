import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { FileDrop } from "../../../web/ui/file-drop.tsx";
import { formatBytes } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { ErrorState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { ImportKind, importKinds, permissionOf } from "../fields.contract.ts";
import { Steps } from "./steps.tsx";
import { type Upload, uploadFile } from "./upload-file.ts";
import "./imports.css";

const LIMIT_BYTES = 2 * 1024 ** 3;

/** 导入文件, the first step: what it is, and the file. */
export function NewImportPage() {
  const { t } = useTranslation("imports");
  const url = useUrlState();
  const kind = ImportKind.safeParse(url.get("kind")).data ?? null;
  return (
    <Page title={t("upload.title")} crumbs={[{ label: t("title"), to: "imports" }]}>
      <Steps state="new" />
      <div className="grid imports-new">
        <Panel title={t("upload.kind")} padded>
          <Kinds kind={kind} onChange={(next) => url.set({ kind: next ?? "" })} />
          <Dropping kind={kind} />
        </Panel>
        <Panel title={t("upload.tips")} padded>
          <ul className="imports-tips">
            {(["tip1", "tip2", "tip3", "tip4"] as const).map((tip) => (
              <li key={tip}>{t(`upload.${tip}`)}</li>
            ))}
          </ul>
        </Panel>
      </div>
    </Page>
  );
}

function Kinds({ kind, onChange }: { kind: ImportKind | null; onChange: (kind: ImportKind | null) => void }) {
  const { t } = useTranslation("imports");
  const { can } = useBrand();
  const open = importKinds.filter((one) => can(permissionOf[one]));
  return (
    <div className="imports-kinds" role="radiogroup" aria-label={t("upload.kind")}>
      {[null, ...open].map((one) => (
        <button
          key={one ?? "guess"}
          type="button"
          role="radio"
          aria-checked={one === kind}
          className={one === kind ? "on" : undefined}
          onClick={() => onChange(one)}
        >
          <b>{one ? t(`kinds.${one}`) : t("upload.guess")}</b>
          {one ? <small>{t(`kindNotes.${one}`)}</small> : null}
        </button>
      ))}
    </div>
  );
}

interface Sending {
  file: File;
  sent: number;
}

function Dropping({ kind }: { kind: ImportKind | null }) {
  const { t } = useTranslation("imports");
  const go = useGo();
  const upload = useRef<Upload | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<unknown>(null);
  const send = (file: File) => {
    setError(null);
    setSending({ file, sent: 0 });
    upload.current = uploadFile(file, kind, (sent) => setSending({ file, sent }));
    upload.current.done.then(
      ({ id }) => go(`imports/${id}`),
      (fault: unknown) => {
        setSending(null);
        setError(fault);
      },
    );
  };
  if (sending) return <SendingFile {...sending} onStop={() => upload.current?.stop()} />;
  return (
    <>
      <FileDrop
        accept=".csv,.txt,.tsv,.xlsx,.gz,.xls,text/csv"
        maxBytes={LIMIT_BYTES}
        hint={t("upload.hint")}
        onFiles={(files) => files[0] && send(files[0])}
      />
      {error && !isStopped(error) ? <ErrorState error={error} what={t("upload.title")} onRetry={() => setError(null)} /> : null}
    </>
  );
}

const isStopped = (error: unknown) => error instanceof Error && error.message === "client.stopped";

function SendingFile({ file, sent, onStop }: Sending & { onStop: () => void }) {
  const { t } = useTranslation("imports");
  return (
    <div className="imports-sending">
      <Icon name="file" />
      <div className="sp">
        <b className="el">{t("upload.sending", { name: file.name })}</b>
        <Progress share={file.size > 0 ? sent / file.size : 1} label={t("upload.sending", { name: file.name })} />
        <p className="mut sm12">{t("upload.sent", { done: formatBytes(sent), total: formatBytes(file.size) })}</p>
      </div>
      <Button size="s" onClick={onStop}>
        {t("upload.cancel")}
      </Button>
    </div>
  );
}
