import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import type { ContentRow } from "../../contents/contents.contract.ts";
import { listContentsEndpoint } from "../../contents/contents.contract.ts";
import type { Draft } from "./use-draft.ts";

/** The contents that may be sent today, one of them to be chosen. */
export function ContentPicker({ draft }: { draft: Draft }) {
  const { t } = useTranslation("newSend");
  const chosen = draft.fields.contentId;
  if (!chosen) return <Choices draft={draft} />;
  return (
    <Loaded query={draft.content} what={t("contentsWhat")} tight skeleton={<RowsSkeleton rows={1} />}>
      {(content) => (
        <div className="sends-chosen">
          <ContentLine content={content} />
          <Button size="s" onClick={() => draft.set({ contentId: "" })}>
            {t("change")}
          </Button>
        </div>
      )}
    </Loaded>
  );
}

function ContentLine({ content }: { content: ContentRow }) {
  const { t } = useTranslation(["newSend", "sends"]);
  return (
    <>
      <span className="thumb">
        {content.coverUrl ? (
          <img src={content.coverUrl} alt="" loading="lazy" />
        ) : (
          <Icon name={content.format === "link" ? "link" : "content"} />
        )}
      </span>
      <span className="words">
        <b className="el">{content.name}</b>
        <small className="el">{content.summary}</small>
      </span>
      <Chip>{t(`sends:formats.${content.format}`)}</Chip>
      <span className="mut sm12 nw uses">{t("newSend:uses", { count: formatCount(content.uses) })}</span>
    </>
  );
}

function Choices({ draft }: { draft: Draft }) {
  const { t } = useTranslation("newSend");
  const [q, setQ] = useState("");
  const { query, items, hasMore, more, loadingMore } = useEndpointPages(listContentsEndpoint, {
    q: q || undefined,
    usable: "true",
    limit: 30,
  });
  return (
    <>
      <div className="sends-pickhead">
        <SearchInput value={q} onSearch={setQ} placeholder={t("searchContents")} />
      </div>
      <Loaded query={query} what={t("contentsWhat")} tight skeleton={<RowsSkeleton rows={4} />}>
        {() =>
          items.length === 0 ? (
            <EmptyState
              tight
              icon="content"
              title={q ? t("noContentsQ", { q }) : t("noContents")}
              text={q ? undefined : t("noContentsText")}
              actions={<Button onClick={() => draft.set({ source: "own" })}>{t("ownText")}</Button>}
            />
          ) : (
            <ul className="sends-picks">
              {items.map((content) => (
                <li key={content.id}>
                  <button type="button" onClick={() => draft.set({ contentId: content.id })}>
                    <ContentLine content={content} />
                  </button>
                </li>
              ))}
              {hasMore ? (
                <li className="more">
                  <Button size="s" kind="quiet" busy={loadingMore} onClick={more}>
                    {t("more")}
                  </Button>
                </li>
              ) : null}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}
