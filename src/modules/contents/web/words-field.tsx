import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { languages } from "../../../lib/language.ts";
import { lengthOf } from "../../../lib/plain-text.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { findUnknownVariables, variables } from "../variables.rules.ts";
import { findFlaggedWords, type WordFinding } from "../words.rules.ts";
import "./words-field.css";

interface WordsFieldProps {
  label: string;
  note?: string;
  value: string;
  onChange: (value: string) => void;
  maxLength: number;
  rows?: number;
  /** False leaves the buttons of variables out. */
  insert?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
}

/** The nickname as the text names it: a group has none. */
function nicknameIn(text: string): { token: string; word: string }[] {
  const { token, fallback } = variables[2];
  return languages
    .map((language) => ({ token: `{${token[language]}}`, word: fallback[language] }))
    .filter((one) => text.includes(one.token));
}

/** A text for groups: variables put in by buttons, forbidden words told with a milder one. */
export function WordsField({ label, note, value, onChange, maxLength, rows = 6, insert = true, disabled, autoFocus }: WordsFieldProps) {
  const { t } = useTranslation("contents");
  const box = useRef<HTMLTextAreaElement>(null);
  const put = (token: string) => {
    const [from, to] = [box.current?.selectionStart ?? value.length, box.current?.selectionEnd ?? value.length];
    onChange(`${value.slice(0, from)}{${token}}${value.slice(to)}`);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(from + token.length + 2, from + token.length + 2);
    });
  };
  const unknown = findUnknownVariables(value);
  return (
    <div className="field contents-words">
      <label className="lb">
        {label}
        {note ? <small>{note}</small> : null}
        <span className="sp" />
        <small>{t("editor.length", { count: lengthOf(value) })}</small>
      </label>
      <textarea
        ref={box}
        value={value}
        rows={rows}
        maxLength={maxLength}
        disabled={disabled}
        autoFocus={autoFocus}
        aria-label={label}
        placeholder={t("editor.textPlaceholder")}
        onChange={(event) => onChange(event.target.value)}
      />
      {insert && !disabled ? (
        <div className="tokens" role="toolbar" aria-label={t("editor.insert")}>
          {variables.map((one) => (
            <button key={one.key} type="button" onClick={() => put(one.token[pageLanguage()])}>
              {`{${one.token[pageLanguage()]}}`}
            </button>
          ))}
        </div>
      ) : null}
      {unknown.map((name) => (
        <span key={name} className="fe" role="alert">
          {t("editor.unknown", { name: `{${name}}` })}
        </span>
      ))}
      {nicknameIn(value).map(({ token, word }) => (
        <span key={token} className="fh">
          {t("editor.fallback", { token, word })}
        </span>
      ))}
      <FlaggedWords text={value} onChange={disabled ? undefined : onChange} />
    </div>
  );
}

/** What the advertising law forbids in a text, each with a way to mend it. */
export function FlaggedWords({ text, onChange }: { text: string; onChange?: ((text: string) => void) | undefined }) {
  const { t } = useTranslation("contents");
  const found = findFlaggedWords(text);
  if (found.length === 0) return null;
  const replace = (one: WordFinding) => onChange?.(text.slice(0, one.at) + one.instead + text.slice(one.at + one.word.length));
  return (
    <div className="contents-flags" role="status">
      <b>
        <Icon name="alert" size="s" />
        {t("words.title", { count: found.length })}
      </b>
      <ul>
        {found.map((one) => (
          <li key={one.at}>
            <mark>{one.word}</mark>
            <span className="mut">{t(`words.${one.reason}`)}</span>
            {onChange ? (
              <button type="button" className="lnk" onClick={() => replace(one)}>
                {one.instead ? t("words.instead", { instead: one.instead }) : t("words.drop")}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
