import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";
import { formatBytes } from "./format.ts";
import { Icon } from "./icons.tsx";
import "./form-field.css";

interface FileDropProps {
  /** As the browser takes it: `.csv,text/csv`, `image/*`; without it any file. */
  accept?: string;
  maxBytes?: number;
  multiple?: boolean;
  /** What is taken, in words: CSV，第一行是表头，最大 20 MB. */
  hint?: ReactNode;
  onFiles: (files: File[]) => void;
}

function fits(file: File, accept: string | undefined): boolean {
  if (accept === undefined) return true;
  return accept.split(",").some((rule) => {
    const kind = rule.trim().toLowerCase();
    if (kind.startsWith(".")) return file.name.toLowerCase().endsWith(kind);
    return kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
  });
}

/** Takes files by drop or by choice; says why one is not taken. */
export function FileDrop({ accept, maxBytes = Number.POSITIVE_INFINITY, multiple = false, hint, onFiles }: FileDropProps) {
  const { t } = useTranslation("ui");
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState("");
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, multiple ? 100 : 1);
    const wrong = files.find((file) => !fits(file, accept));
    const large = files.find((file) => file.size > maxBytes);
    if (wrong) setProblem(t("file.wrongKind", { name: wrong.name }));
    else if (large) setProblem(t("file.tooBig", { name: large.name, size: formatBytes(large.size), limit: formatBytes(maxBytes) }));
    else setProblem("");
    if (!wrong && !large && files.length > 0) onFiles(files);
  };
  return (
    <div
      className={over ? "drop over" : "drop"}
      onClick={() => input.current?.click()}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <Icon name="upload" size="l" />
      <span>
        {t("file.drop")}
        <button type="button" className="lnk">
          {t("file.pick")}
        </button>
      </span>
      {problem ? (
        <span className="bad sm12" role="alert">
          {problem}
        </span>
      ) : hint ? (
        <span className="mut sm12">{hint}</span>
      ) : null}
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onClick={(event) => event.stopPropagation()}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
    </div>
  );
}

/** One file that was taken: its name, its facts, and a way to take it back. */
export function FileRow({ name, facts, onRemove }: { name: string; facts: ReactNode; onRemove?: () => void }) {
  const { t } = useTranslation("ui");
  return (
    <div className="filerow">
      <span className="fi">
        <Icon name="file" />
      </span>
      <div className="sp el">
        <b title={name}>{name}</b>
        <p className="mut sm12">{facts}</p>
      </div>
      {onRemove ? <Button kind="quiet" size="s" icon="close" label={t("file.remove", { name })} onClick={onRemove} /> : null}
    </div>
  );
}
