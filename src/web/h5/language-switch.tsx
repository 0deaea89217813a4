import { languages } from "../../lib/language.ts";
import { chooseLanguage, languageNames } from "../language.ts";
import { Card } from "../ui/h5/card.tsx";
import { cx } from "../ui/h5/cx.ts";
import { spokenLanguage, t } from "./words.ts";

function Choices() {
  return languages.map((language) => (
    <button
      key={language}
      type="button"
      lang={language}
      aria-pressed={language === spokenLanguage()}
      onClick={() => chooseLanguage(language)}
      className={cx("min-h-11 px-3 text-small", language === spokenLanguage() ? "font-semibold text-brand-strong" : "text-ink-2")}
    >
      {languageNames[language]}
    </button>
  ));
}

/** Among the settings: the languages of these pages. */
export function LanguageRow() {
  return (
    <div className="mt-3">
      <Card flush>
        <div className="flex min-h-14 items-center justify-between py-1 pr-1 pl-4">
          <span className="text-body">{t("common.language")}</span>
          <span className="flex">
            <Choices />
          </span>
        </div>
      </Card>
    </div>
  );
}

/** At the foot of a page: whoever cannot read it finds the other language. */
export function LanguageLine() {
  return (
    <p className="mt-2 flex justify-center" aria-label={t("common.language")}>
      <Choices />
    </p>
  );
}
