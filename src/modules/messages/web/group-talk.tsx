import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { listTalkEndpoint, sayAsStaffEndpoint } from "../messages.contract.ts";
import { TalkRows } from "./talk-rows.tsx";
import "./group-talk.css";

const PAGE_MESSAGES = 30;
const REFRESH_MS = 4_000;

/** 群里正在说: the newest words of a group, older ones and a search behind them, and a line to say something oneself. */
export function GroupTalkPanel({ groupId }: { groupId: string }) {
  const { t } = useTranslation("messages");
  const [q, setQ] = useState("");
  const [beforeSeq, setBeforeSeq] = useState<number | undefined>();
  const isNewest = q === "" && beforeSeq === undefined;
  const query = useEndpoint(
    listTalkEndpoint,
    { groupId, q: q || undefined, beforeSeq, limit: PAGE_MESSAGES },
    { keepLast: true, ...(isNewest ? { refreshMs: REFRESH_MS } : {}) },
  );
  const page = query.data;
  const search = (words: string) => {
    setQ(words);
    setBeforeSeq(undefined);
  };
  return (
    <Panel
      title={t("title")}
      mark={
        <Chip tone="good" dot>
          {t("live")}
        </Chip>
      }
      actions={page ? <span className="mut">{t("today", { count: page.todayCount })}</span> : null}
    >
      <div className="talk-find">
        <SearchInput value={q} onSearch={search} placeholder={t("search")} />
      </div>
      <Loaded
        query={query}
        what={t("what")}
        skeleton={<RowsSkeleton rows={6} />}
        empty={(data) =>
          data.items.length > 0 ? null : (
            <EmptyState tight icon="groups" title={q ? t("notFound") : t("empty")} text={q ? "" : t("emptyText")} />
          )
        }
      >
        {(data) => (
          <TalkRows
            groupId={groupId}
            messages={data.items}
            followsEnd={isNewest}
            older={data.nextBeforeSeq === null ? undefined : () => setBeforeSeq(data.nextBeforeSeq ?? undefined)}
            latest={beforeSeq === undefined ? undefined : () => setBeforeSeq(undefined)}
          />
        )}
      </Loaded>
      {page?.canSay ? <SayLine groupId={groupId} onSaid={() => search("")} /> : null}
    </Panel>
  );
}

/** Speaks under the own name; the same line is never said twice, also when the answer is lost. */
function SayLine({ groupId, onSaid }: { groupId: string; onSaid: () => void }) {
  const { t } = useTranslation("messages");
  const { staff } = useBrand();
  const [draft, setDraft] = useState({ text: "", clientId: newKey() });
  const say = useAction(sayAsStaffEndpoint, {
    invalidates: [listTalkEndpoint],
    onDone: () => {
      setDraft({ text: "", clientId: newKey() });
      onSaid();
    },
    onFailed: errorToast,
  });
  const isFit = draft.text.trim() !== "";
  return (
    <form
      className="talk-say"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFit && !say.isPending) say.mutate({ groupId, ...draft });
      }}
    >
      <TextInput
        aria-label={t("sayAs", { name: staff.name })}
        placeholder={t("sayAs", { name: staff.name })}
        value={draft.text}
        maxLength={2_000}
        onChange={(text) => setDraft({ ...draft, text })}
      />
      <Button type="submit" icon="send" disabled={!isFit} busy={say.isPending}>
        {t("say")}
      </Button>
    </form>
  );
}
