import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { type ContentDetail, contentOverviewEndpoint, type ContentVersionRow, showContentEndpoint } from "../contents.contract.ts";
import { ContentFoot } from "./content-foot.tsx";
import { ContentFormFields } from "./content-form.tsx";
import { ContentPreview } from "./content-preview.tsx";
import { StateChip } from "./labels.tsx";
import { type ContentForm, fieldsOfBody, useContentForm } from "./use-content-form.ts";
import { UsesTab } from "./uses-tab.tsx";
import { VersionsTab } from "./versions-tab.tsx";

interface ContentDrawerProps {
  /** Null writes a new one. */
  contentId: string | null;
  folderId: string | null;
  onClose: () => void;
  onOpen: (contentId: string) => void;
}

/** Reads a content, then lets it be written; a new one at once. */
export function ContentDrawer(props: ContentDrawerProps) {
  const { t } = useTranslation("contents");
  const query = useEndpoint(showContentEndpoint, { contentId: props.contentId ?? "" }, { enabled: props.contentId !== null });
  if (props.contentId === null) return <Editor {...props} content={null} />;
  if (query.data) return <Editor {...props} content={query.data} />;
  return (
    <div className="contents-wide">
      <Drawer open title={t("title")} onClose={props.onClose}>
        <div className="pad">
          <Loaded query={query} what={t("noResult")} skeleton={<BlockSkeleton height={480} />}>
            {() => null}
          </Loaded>
        </div>
      </Drawer>
    </div>
  );
}

type Tab = "edit" | "versions" | "uses";

function Editor({ content, folderId, onClose, onOpen }: ContentDrawerProps & { content: ContentDetail | null }) {
  const { t } = useTranslation("contents");
  const form = useContentForm(content, folderId);
  const known = content
    ? { title: content.name, facts: `v${content.latestVersion}`, actions: <StateChip state={content.state} /> }
    : { title: t("editor.newTitle") };
  return (
    <div className="contents-wide">
      <Drawer open {...known} onClose={onClose} foot={<ContentFoot content={content} form={form} onOpen={onOpen} onClose={onClose} />}>
        {content ? <Known content={content} form={form} /> : <EditTab content={null} form={form} isLocked={false} />}
      </Drawer>
    </div>
  );
}

/** A content that is there already: what it says, its versions, where it is used. */
function Known({ content, form }: { content: ContentDetail; form: ContentForm }) {
  const { t } = useTranslation("contents");
  const isLocked = !useBrand().can("contents.write") || content.state === "retired";
  const [tab, setTab] = useState<Tab>("edit");
  const restore = (version: ContentVersionRow) => {
    form.set(fieldsOfBody(version.body));
    setTab("edit");
  };
  return (
    <>
      <Tabs
        label={content.name}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "edit", label: t("editor.tabs.edit") },
          { value: "versions", label: t("editor.tabs.versions"), count: content.versions.length },
          { value: "uses", label: t("editor.tabs.uses"), count: content.uses },
        ]}
      />
      {tab === "edit" ? <EditTab content={content} form={form} isLocked={isLocked} /> : null}
      {tab === "versions" ? <VersionsTab content={content} onRestore={isLocked ? undefined : restore} /> : null}
      {tab === "uses" ? <UsesTab content={content} /> : null}
    </>
  );
}

function EditTab({ content, form, isLocked }: { content: ContentDetail | null; form: ContentForm; isLocked: boolean }) {
  const overview = useEndpoint(contentOverviewEndpoint, {}).data;
  const body = form.body ?? { format: "text" as const, text: form.fields.text };
  return (
    <div className="contents-two">
      <div>
        {content ? <Notes content={content} isLocked={isLocked} /> : null}
        <ContentFormFields form={form} folders={overview?.folders ?? []} disabled={isLocked} />
      </div>
      <ContentPreview body={body} urls={form.urls} />
    </div>
  );
}

function Notes({ content, isLocked }: { content: ContentDetail; isLocked: boolean }) {
  const { t } = useTranslation("contents");
  const keepsOld = content.state !== "approved" && content.state !== "retired" && content.approvedVersion !== null;
  return (
    <>
      {content.note ? <p className="contents-note warn">{t("move.note", { note: content.note })}</p> : null}
      {isLocked ? <p className="contents-note">{t(content.state === "retired" ? "editor.retiredNote" : "editor.readOnly")}</p> : null}
      {keepsOld ? <p className="contents-note">{t("editor.keepsOld", { version: content.approvedVersion })}</p> : null}
    </>
  );
}
