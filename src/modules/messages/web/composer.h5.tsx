import { useEffect, useRef, useState, type ChangeEvent, type KeyboardEvent } from "react";
import { MESSAGE_LIMIT, lengthOf } from "../../../lib/plain-text.ts";
import { t } from "../../../web/h5/words.ts";
import { Button } from "../../../web/ui/h5/button.tsx";
import { Icon } from "../../../web/ui/h5/icons.tsx";

const NEAR_LIMIT = MESSAGE_LIMIT - 100;

interface Props {
  /** Where what is being written is kept while the page is away. */
  draftKey: string;
  /** Why nothing can be said now; null when it can. */
  silenced: string | null;
  onSay: (text: string) => void;
  onPicture: (file: Blob) => void;
}

function readDraft(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keepDraft(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // A web view may forbid storage: then a draft does not outlive the page.
  }
}

export function Composer({ draftKey, silenced, onSay, onPicture }: Props) {
  const [text, setText] = useState(() => readDraft(draftKey));
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const length = lengthOf(text);
  const ready = text.trim() !== "" && length <= MESSAGE_LIMIT;

  useEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 120)}px`;
  }, [text]);

  const write = (next: string) => {
    setText(next);
    keepDraft(draftKey, next);
  };
  const say = () => {
    if (!ready) return;
    onSay(text.trim());
    write("");
    field.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    say();
  };
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    for (const file of event.target.files ?? []) onPicture(file);
    event.target.value = "";
  };

  if (silenced) return <p className="px-4 py-3.5 text-center text-note text-ink-2">{silenced}</p>;
  return (
    <>
      {length > NEAR_LIMIT && (
        <p role="status" className={`px-4 pt-1.5 text-right text-cap ${length > MESSAGE_LIMIT ? "text-bad" : "text-ink-3"}`}>
          {length} / {MESSAGE_LIMIT}
        </p>
      )}
      <div className="flex items-end gap-0.5 pt-1.5 pr-2.5 pb-2 pl-1">
        <input ref={picker} type="file" accept="image/*" multiple hidden onChange={pick} />
        <button
          type="button"
          aria-label={t("chat.addPicture")}
          onClick={() => picker.current?.click()}
          className="grid size-11 flex-none place-items-center text-ink-2"
        >
          <Icon name="add" size="l" />
        </button>
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={t("chat.write")}
          placeholder={t("chat.write")}
          enterKeyHint="send"
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKey}
          className="mr-2 min-h-11 min-w-0 flex-1 resize-none rounded-ctl bg-sunken px-3 py-2.5 text-body outline-none placeholder:text-ink-3"
        />
        <Button
          className="min-h-11! px-4! text-body!"
          disabled={length > MESSAGE_LIMIT}
          onMouseDown={(event) => event.preventDefault()}
          onClick={say}
        >
          {t("chat.send")}
        </Button>
      </div>
    </>
  );
}
