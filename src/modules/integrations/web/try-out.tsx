import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { newKey } from "../../../web/client.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { FileDrop, FileRow } from "../../../web/ui/file-drop.tsx";
import { formatBytes } from "../../../web/ui/format.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { PasswordInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { curlOf } from "../curl.rules.ts";
import { addressOf, type Operation } from "../reference.rules.ts";
import { AskFields } from "./ask-fields.tsx";
import { TryAnswer } from "./try-answer.tsx";
import { type Answered, type TriedCall, useTry } from "./use-try.ts";

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

type Sent = Pick<TriedCall, "body" | "file">;

const isWhole = ({ takesFile }: Operation, { body, file }: Sent) => (takesFile ? file !== undefined : body === undefined || isJson(body));

function forTerminal({ takesFile }: Operation, { body, file }: Sent) {
  if (takesFile) return { fileName: file?.name ?? "file" };
  return body === undefined ? {} : { body, idempotencyKey: newKey() };
}

/** The call filled in and sent, by the session of this page or with a key, or taken along as curl. */
export function TryOut({ operation }: { operation: Operation }) {
  const { t } = useTranslation("integrations");
  const brand = useBrand();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [sent, setSent] = useState<Sent>(() => (operation.body ? { body: JSON.stringify(operation.body.example, null, 2) } : {}));
  const [as, setAs] = useState<"session" | "key">("session");
  const [key, setKey] = useState("");
  const attempt = useTry();
  const address = addressOf(operation, brand.slug, values);
  const isFilled = !address.includes("{") && isWhole(operation, sent) && (as === "session" || key.trim() !== "");
  const call = { method: operation.method, address, ...sent, ...(as === "key" ? { key: key.trim() } : {}) };
  const copy = async () => {
    const own = { ...forTerminal(operation, sent), ...(call.key ? { key: call.key } : {}) };
    if (await copyText(curlOf({ method: operation.method, url: globalThis.location.origin + address, ...own }))) toast(t("api.curled"));
  };
  return (
    <Panel
      title={t("api.try")}
      padded
      mark={operation.method === "POST" ? <Chip tone="warn">{t("api.real", { brand: brand.name })}</Chip> : null}
      actions={
        <>
          <Button size="s" icon="copy" onClick={() => void copy()}>
            {t("api.curl")}
          </Button>
          <Button size="s" kind="primary" icon="start" disabled={!isFilled} busy={attempt.isPending} onClick={() => attempt.mutate(call)}>
            {t("api.send")}
          </Button>
        </>
      }
    >
      <div className="api-try">
        <div className="row g8 api-as">
          <span className="mut">{t("api.as")}</span>
          <Segmented
            label={t("api.as")}
            options={[
              { value: "session", label: t("api.session") },
              { value: "key", label: t("api.key") },
            ]}
            value={as}
            onChange={setAs}
          />
          {as === "key" ? (
            <PasswordInput
              value={key}
              onChange={setKey}
              autoComplete="off"
              aria-label={t("api.key")}
              placeholder={t("api.keyPlaceholder")}
            />
          ) : null}
        </div>
        <AskFields fields={operation.fields} values={values} onChange={setValues} />
        <AskBody takesFile={operation.takesFile} sent={sent} onChange={setSent} />
        <Outcome answered={attempt.data} failed={attempt.isError} />
      </div>
    </Panel>
  );
}

function AskBody({ takesFile, sent, onChange }: { takesFile: boolean; sent: Sent; onChange: (sent: Sent) => void }) {
  const { body, file } = sent;
  if (body !== undefined) return <BodyInput value={body} onChange={(text) => onChange({ body: text })} />;
  if (file) return <FileRow name={file.name} facts={formatBytes(file.size)} onRemove={() => onChange({})} />;
  return takesFile ? <FileDrop onFiles={([one]) => onChange(one ? { file: one } : {})} /> : null;
}

function BodyInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation("integrations");
  return (
    <>
      <textarea
        className="api-body"
        aria-label={t("api.body")}
        spellCheck={false}
        rows={Math.min(18, value.split("\n").length + 1)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {isJson(value) ? null : <p className="bad">{t("api.badJson")}</p>}
    </>
  );
}

function Outcome({ answered, failed }: { answered: Answered | undefined; failed: boolean }) {
  const { t } = useTranslation("integrations");
  if (failed) return <p className="bad">{t("api.noAnswer")}</p>;
  return answered ? <TryAnswer answered={answered} /> : null;
}
