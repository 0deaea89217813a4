import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { PhoneMessage } from "../../sends/web/phone-message.tsx";
import type { ContentBody } from "../body.contract.ts";
import { previewVariablesEndpoint } from "../contents.contract.ts";
import { renderContent } from "../variables.rules.ts";

/** The message as a real group of the caller's gets it, while it is written. */
export function ContentPreview({ body, urls }: { body: ContentBody; urls: Record<string, string> }) {
  const { t } = useTranslation("contents");
  const brand = useBrand();
  const values = useEndpoint(previewVariablesEndpoint, {}).data?.values ?? {};
  const group = values["groupName"] ?? brand.name;
  return (
    <aside className="contents-preview">
      <h4>{t("editor.preview")}</h4>
      <PhoneMessage group={group} sender={t("editor.sender", { brand: brand.name })} body={renderContent(body, values)} urls={urls} />
      <p className="mut sm12">{t("editor.previewOf", { group })}</p>
    </aside>
  );
}
