import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icons.tsx";
import { Kbd } from "./kbd.tsx";
import { useKeys } from "./use-keys.ts";
import "./controls.css";

interface SearchInputProps {
  value: string;
  /** Told after a short pause in typing, and at once on Enter. */
  onSearch: (value: string) => void;
  placeholder: string;
  width?: number;
}

const pauseMs = 250;

/** The search of a list: `/` goes there, Escape empties it. */
export function SearchInput({ value, onSearch, placeholder, width = 248 }: SearchInputProps) {
  const { t } = useTranslation("ui");
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const composing = useRef(false);
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  // What was told comes back as the value a moment later: by then more may have been typed, and it stays.
  const [told, setTold] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTold(value);
    if (told !== value) setDraft(value);
  }

  const tell = (text: string, waitMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setTold(text.trim());
      onSearch(text.trim());
    }, waitMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useKeys({ "/": () => box.current?.select() });

  return (
    <label className="inp" style={{ width }}>
      <Icon name="search" size="s" />
      <input
        ref={box}
        type="text"
        role="searchbox"
        aria-label={placeholder}
        placeholder={placeholder}
        value={draft}
        onChange={(event) => {
          setDraft(event.target.value);
          if (!composing.current) tell(event.target.value, pauseMs);
        }}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          tell(event.currentTarget.value, pauseMs);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !composing.current) tell(draft, 0);
          if (event.key !== "Escape") return;
          setDraft("");
          tell("", 0);
          event.currentTarget.blur();
        }}
      />
      {draft ? (
        <button
          type="button"
          aria-label={t("searchInput.clear")}
          onClick={() => {
            setDraft("");
            tell("", 0);
          }}
        >
          <Icon name="close" size="xs" />
        </button>
      ) : (
        <Kbd keys="/" />
      )}
    </label>
  );
}
