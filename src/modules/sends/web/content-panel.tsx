import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { ContentPicker } from "./content-picker.tsx";
import { OwnText } from "./own-text.tsx";
import type { Draft } from "./use-draft.ts";

/** 发什么: a content of the library, or words of one's own. */
export function ContentPanel({ draft }: { draft: Draft }) {
  const { t } = useTranslation("newSend");
  const mayRead = useBrand().can("contents.read");
  const { fields, set } = draft;
  const source = mayRead ? fields.source : "own";
  return (
    <Panel
      title={t("what")}
      mark={
        mayRead ? (
          <Segmented
            label={t("whatMode")}
            value={source}
            onChange={(next) => set({ source: next })}
            options={[
              { value: "library", label: t("fromLibrary") },
              { value: "own", label: t("ownText") },
            ]}
          />
        ) : null
      }
    >
      {source === "library" ? <ContentPicker draft={draft} /> : <OwnText draft={draft} />}
    </Panel>
  );
}
