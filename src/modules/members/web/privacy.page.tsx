import { useTranslation } from "react-i18next";
import { Page } from "../../../web/ui/page.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { withoutList } from "../../views/web/use-views.ts";
import { consentConditions, ConsentLog } from "./consent-log.tsx";
import { PrivacyRequests, requestConditions } from "./privacy-requests.tsx";

/** 隐私: what people asked of their data with its deadline, and everything they agreed to. */
export function PrivacyPage() {
  const { t } = useTranslation("members");
  const url = useUrlState();
  const tab = url.get("tab") === "consents" ? "consents" : "requests";
  return (
    <Page title={t("privacy.title")} crumbs={[{ label: t("title"), to: "members" }]} flush>
      <div className="subbar">
        <Tabs
          label={t("privacy.title")}
          value={tab}
          tabs={[
            { value: "requests", label: t("privacy.requests") },
            { value: "consents", label: t("privacy.consents") },
          ]}
          onChange={(next) =>
            url.set({
              tab: next === "requests" ? "" : next,
              ...withoutList([...requestConditions, ...consentConditions]),
            })
          }
        />
      </div>
      {tab === "requests" ? <PrivacyRequests url={url} /> : <ConsentLog url={url} />}
    </Page>
  );
}
