import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../../web/ui/icons.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { ApiError } from "../../../web/api.ts";
import { PICTURE_LIMIT, PICTURE_MAX_BYTES, type Picture } from "../body.contract.ts";
import type { ContentForm } from "./use-content-form.ts";
import { uploadPicture } from "./upload.ts";
import "./pictures-field.css";

const accepted = "image/png,image/jpeg,image/gif,image/webp";

interface PicturesFieldProps {
  label: string;
  note?: string;
  pictures: Picture[];
  limit?: number;
  form: Pick<ContentForm, "urls" | "addUrl">;
  onChange: (pictures: Picture[]) => void;
  disabled?: boolean;
}

/** Pictures in their order: added by choice or drop, taken out, moved to the front. */
export function PicturesField({ label, note, pictures, limit = PICTURE_LIMIT, form, onChange, disabled }: PicturesFieldProps) {
  const { t } = useTranslation("contents");
  const input = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState("");
  const take = async (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, limit - pictures.length);
    const added: Picture[] = [];
    for (const file of files) {
      setPending(file.name);
      try {
        if (file.size > PICTURE_MAX_BYTES) throw new ApiError("request.too-large", 413);
        const stored = await uploadPicture(file);
        form.addUrl(stored.sha256, stored.url);
        added.push({ sha256: stored.sha256, name: stored.name });
      } catch (error) {
        errorToast(error);
      }
    }
    setPending("");
    if (added.length > 0) onChange([...pictures, ...added]);
  };
  const forward = (n: number) =>
    onChange(pictures.map((picture, i) => (i === n - 1 ? (pictures[n] ?? picture) : i === n ? (pictures[n - 1] ?? picture) : picture)));
  return (
    <div className="field">
      <span className="lb">
        {label}
        {note ? <small>{note}</small> : null}
      </span>
      <div
        className="contents-shots"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          if (!disabled) void take(event.dataTransfer.files);
        }}
      >
        {pictures.map((picture, n) => (
          <span key={`${picture.sha256}${n}`} className="shot">
            <img src={form.urls[picture.sha256]} alt={picture.name} />
            {disabled ? null : (
              <>
                <button
                  type="button"
                  className="x"
                  aria-label={t("editor.removeImage", { n: n + 1 })}
                  onClick={() => onChange(pictures.filter((_, i) => i !== n))}
                >
                  <Icon name="close" size="xs" />
                </button>
                {n > 0 ? (
                  <button type="button" className="f" aria-label={t("editor.moveImage", { n: n + 1 })} onClick={() => forward(n)}>
                    <Icon name="left" size="xs" />
                  </button>
                ) : null}
              </>
            )}
          </span>
        ))}
        {pictures.length < limit && !disabled ? (
          <button type="button" className="more" disabled={pending !== ""} onClick={() => input.current?.click()}>
            <Icon name="plus" />
            <small className="el">
              {pending ? t("editor.uploading", { name: pending }) : limit === 1 ? t("editor.addCover") : t("editor.addImage")}
            </small>
          </button>
        ) : null}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={accepted}
        multiple={limit > 1}
        onChange={(event) => {
          void take(event.target.files);
          event.target.value = "";
        }}
      />
    </div>
  );
}
