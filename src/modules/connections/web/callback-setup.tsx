import { useTranslation } from "react-i18next";
import { Icon } from "../../../web/ui/icons.tsx";
import type { CallbackSetup } from "../connections.contract.ts";
import { CopyRow } from "./copy-row.tsx";

/** The address as the platform is told it: below the public one, or below where the person is now. */
export const wholeUrl = (url: string): string => (url.startsWith("/") ? `${location.origin}${url}` : url);

const isOutside = (url: string) => !/^https?:\/\/(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[)/.test(url);

/** The three values for 接收消息, and whether the platform has found the address. */
export function CallbackValues({ callback, isVerified }: { callback: CallbackSetup; isVerified: boolean }) {
  const { t } = useTranslation("connections");
  const url = wholeUrl(callback.url);
  return (
    <>
      <CopyRow label={t("callback.url")} value={url} />
      <CopyRow label={t("callback.token")} value={callback.token} />
      <CopyRow label={t("callback.aesKey")} value={callback.aesKey} />
      <p className="mut sm12">{t("callback.once")}</p>
      {isOutside(url) ? null : (
        <p className="conn-note warn">
          <Icon name="alert" size="s" />
          {t("callback.notPublic", { origin: location.origin })}
        </p>
      )}
      <p className={isVerified ? "conn-note good" : "conn-note mut"} role="status">
        <Icon name={isVerified ? "check" : "wait"} size="s" />
        {isVerified ? t("callback.verified") : t("callback.waiting")}
      </p>
    </>
  );
}
