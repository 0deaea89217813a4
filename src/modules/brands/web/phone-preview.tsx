import { useTranslation } from "react-i18next";
import { darkenForWhiteText } from "../color.rules.ts";

/** How the phone pages will look once the colour is saved. */
export function PhonePreview({ name, color }: { name: string; color: string }) {
  const { t } = useTranslation("settings");
  return (
    <div className="settings-phone" style={{ "--phone": darkenForWhiteText(color) }} aria-hidden>
      <div>
        <header>
          <b className="el">{name}</b>
          <small>{t("brand.previewGroup")}</small>
        </header>
        <div className="sheet">
          <span className="tag">{t("brand.previewTag")}</span>
          <b>{t("brand.previewText")}</b>
          <span style={{ color: "#726a61" }}>{t("brand.previewMembers")}</span>
          <span className="go">{t("brand.previewButton")}</span>
        </div>
      </div>
    </div>
  );
}
