import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Icon } from "../../../web/ui/icons.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { PICTURE_LIMIT, TEXT_LIMIT } from "../../contents/body.contract.ts";
import { findUnknownVariables, variables } from "../../contents/variables.rules.ts";
import { findFlaggedWords } from "../../contents/words.rules.ts";
import { uploadPicture } from "./upload-picture.ts";
import type { Draft } from "./use-draft.ts";

/** A text with variables and pictures, written here for this one send. */
export function OwnText({ draft }: { draft: Draft }) {
  const { t } = useTranslation("newSend");
  const box = useRef<HTMLTextAreaElement>(null);
  const { fields, set } = draft;
  const insert = (token: string) => {
    const at = box.current?.selectionStart ?? fields.text.length;
    const end = box.current?.selectionEnd ?? at;
    set({ text: `${fields.text.slice(0, at)}{${token}}${fields.text.slice(end)}` });
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(at + token.length + 2, at + token.length + 2);
    });
  };
  return (
    <div className="sends-own">
      <FormField label={t("text")} note={`${fields.text.length} / ${TEXT_LIMIT}`}>
        <textarea
          ref={box}
          rows={6}
          maxLength={TEXT_LIMIT}
          placeholder={t("textPlaceholder")}
          value={fields.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      </FormField>
      <div className="row g6 tokens">
        <span className="mut">{t("insert")}</span>
        {variables.map((variable) => (
          <Button key={variable.key} size="xs" onClick={() => insert(variable.token[pageLanguage()])}>
            {variable.token[pageLanguage()]}
          </Button>
        ))}
      </div>
      <Findings text={fields.text} />
      <Pictures draft={draft} />
    </div>
  );
}

/** Variables that do not exist, and words the advertising law forbids, each with a milder way where there is one. */
function Findings({ text }: { text: string }) {
  const { t } = useTranslation("newSend");
  const unknown = findUnknownVariables(text);
  const words = findFlaggedWords(text);
  if (unknown.length + words.length === 0) return null;
  return (
    <ul className="sends-findings">
      {unknown.map((name) => (
        <li key={name} className="bad">
          <Icon name="alert" size="s" />
          {t("unknownVariable", { name })}
        </li>
      ))}
      {words.map((finding) => (
        <li key={`${finding.at}${finding.word}`} className="warn">
          <Icon name="alert" size="s" />
          {finding.instead ? t("wordsInstead", { word: finding.word, instead: finding.instead }) : t("words", { word: finding.word })}
        </li>
      ))}
    </ul>
  );
}

function Pictures({ draft }: { draft: Draft }) {
  const { t } = useTranslation("newSend");
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const { pictures } = draft.fields;
  const take = async (files: readonly File[]) => {
    const room = PICTURE_LIMIT - pictures.length;
    if (files.length > room) toast(t("tooMany", { count: PICTURE_LIMIT }));
    setBusy(true);
    try {
      const stored = await Promise.all(files.slice(0, room).map(uploadPicture));
      draft.set({ pictures: [...pictures, ...stored] });
    } catch (error) {
      errorToast(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="shots">
      {pictures.map((picture, n) => (
        <span key={`${picture.sha256}${n}`}>
          <img src={picture.url} alt={picture.name} />
          <button
            type="button"
            aria-label={t("removePicture", { n: n + 1 })}
            onClick={() => draft.set({ pictures: pictures.filter((_one, at) => at !== n) })}
          >
            <Icon name="close" size="xs" />
          </button>
        </span>
      ))}
      {pictures.length < PICTURE_LIMIT ? (
        <Button size="s" icon="image" busy={busy} onClick={() => input.current?.click()}>
          {t("addPicture")}
        </Button>
      ) : null}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={t("pictures")}
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
