import { languages } from "../../lib/language.ts";
import { chooseLanguage, languageNames, pageLanguage } from "../language.ts";
import { Button } from "../ui/button.tsx";

/** Before anybody is signed in: the languages that this page is not in. */
export function LanguageSwitch() {
  return languages
    .filter((language) => language !== pageLanguage())
    .map((language) => (
      <Button key={language} kind="quiet" size="s" icon="globe" onClick={() => chooseLanguage(language)}>
        <span lang={language}>{languageNames[language]}</span>
      </Button>
    ));
}
