import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { intoSight } from "../../../web/ui/into-sight.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { GroupCodesPanel } from "../../wecom/web/group-codes-panel.tsx";
import type { GroupDetail } from "../groups.contract.ts";
import { EntriesPanel } from "./entries-panel.tsx";
import { useAsked } from "./use-asked.ts";

/** The ways into a group: links into a web group, codes into a WeCom group. Whoever asks for one where there is none is told why. */
export function WaysIn({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const [asked] = useAsked<true>({ entry: true });
  if (group.channel === "web") return <EntriesPanel group={group} />;
  if (group.channel === "wecom" && brand.can("wecom.read")) return <GroupCodesPanel group={group} />;
  if (!asked) return null;
  return (
    <Panel title={t("waysIn.title")} padded>
      <p className="sec" ref={intoSight}>
        {group.channel === "wecom" ? t("waysIn.codes") : t("waysIn.elsewhere")}
      </p>
    </Panel>
  );
}
