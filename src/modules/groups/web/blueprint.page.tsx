import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import type { OutputOf } from "../../../lib/define.ts";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { archiveBlueprintEndpoint, listBlueprintsEndpoint, showBlueprintEndpoint } from "../blueprints.contract.ts";
import { BlueprintEditor } from "./blueprint-editor.tsx";
import { BlueprintGroups } from "./blueprint-groups.tsx";
import { BlueprintVersions } from "./blueprint-versions.tsx";

const tabs = ["edit", "versions", "groups"] as const;
type Tab = (typeof tabs)[number];

/** One blueprint: what it says, what it said, and which groups differ from it. */
export function BlueprintPage() {
  const { t } = useTranslation("groups");
  const { blueprintId = "" } = useParams();
  const query = useEndpoint(showBlueprintEndpoint, { blueprintId });
  const data = query.data;
  return (
    <Page
      title={data?.name ?? t("list.filter.blueprint")}
      crumbs={[
        { label: t("title"), to: "groups" },
        { label: t("list.more.blueprints"), to: "groups/blueprints" },
      ]}
      mark={
        data ? (
          <>
            <Chip>v{data.latestVersion}</Chip>
            {data.archived ? <Chip>{t("blueprint.archived")}</Chip> : null}
          </>
        ) : null
      }
      facts={data ? t("blueprint.facts", { groups: data.groups }) : null}
      flush
      actions={data ? <BlueprintActions blueprint={data} /> : null}
    >
      <Loaded query={query} what={t("list.filter.blueprint")}>
        {(blueprint) => <BlueprintTabs key={blueprint.id} blueprint={blueprint} />}
      </Loaded>
    </Page>
  );
}

export type ShownBlueprint = OutputOf<typeof showBlueprintEndpoint>;

function BlueprintActions({ blueprint }: { blueprint: ShownBlueprint }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const archive = useAction(archiveBlueprintEndpoint, {
    invalidates: [showBlueprintEndpoint, listBlueprintsEndpoint],
    onDone: (_done, { archived }) => toast(t(archived ? "blueprint.nowArchived" : "blueprint.nowBack")),
    onFailed: errorToast,
  });
  if (!brand.can("groups.manage")) return null;
  return (
    <>
      <MoreMenu
        bordered
        actions={[
          {
            key: "archive",
            label: t(blueprint.archived ? "blueprint.unarchive" : "blueprint.archive"),
            icon: "folder",
            onRun: () => archive.mutate({ blueprintId: blueprint.id, archived: !blueprint.archived }),
          },
        ]}
      />
      <Button size="s" icon="copy" to="groups/stamp">
        {t("list.stamp")}
      </Button>
    </>
  );
}

function BlueprintTabs({ blueprint }: { blueprint: ShownBlueprint }) {
  const { t } = useTranslation("groups");
  const url = useUrlState();
  const tab: Tab = tabs.find((one) => one === url.get("tab")) ?? "edit";
  const counts: Record<Tab, number | null> = {
    edit: null,
    versions: blueprint.versions.length,
    groups: Math.max(blueprint.differing, blueprint.behind),
  };
  return (
    <>
      <div className="subbar">
        <Tabs
          label={blueprint.name}
          value={tab}
          tabs={tabs.map((one) => ({ value: one, label: t(`blueprint.tab.${one}`), count: counts[one] }))}
          onChange={(next) => url.set({ tab: next === "edit" ? "" : next })}
        />
      </div>
      <div className="page">
        {tab === "edit" ? <BlueprintEditor key={blueprint.latestVersion} blueprint={blueprint} /> : null}
        {tab === "versions" ? <BlueprintVersions blueprint={blueprint} /> : null}
        {tab === "groups" ? <BlueprintGroups blueprint={blueprint} /> : null}
      </div>
    </>
  );
}
