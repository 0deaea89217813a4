import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { callEndpoint, keyOf } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { DayInput } from "../../../web/ui/day-input.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { dayOf, formatDay } from "../../../web/ui/format-time.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { ErrorState, NoResult } from "../../../web/ui/states.tsx";
import { type UrlState, useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time, useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { listTalkEndpoint, talkSenders } from "../messages.contract.ts";
import { LineMark, LiveTalk, useTalkRoom } from "./group-talk.tsx";
import { type More, TalkRows } from "./talk-rows.tsx";

const PAGE_MESSAGES = 50;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const talkConditions = ["q", "from", "sender", "day", "since"] as const;

/** What of the talk is asked for, as the address says it; words it does not know are none. */
function askOf(url: UrlState) {
  const day = url.get("day");
  return {
    q: url.get("q") || undefined,
    from: talkSenders.find((one) => one === url.get("from")),
    memberId: url.get("sender") || undefined,
    day: DAY.test(day) ? day : undefined,
    since: Number.isNaN(Date.parse(url.get("since"))) ? undefined : url.get("since"),
  };
}

type TalkFilter = ReturnType<typeof askOf>;

/** 消息 of a group: live while nothing is asked for, else pages of what fits. */
export function GroupMessages({ groupId, isTold }: { groupId: string; isTold: boolean }) {
  const url = useUrlState();
  const ask = askOf(url);
  const isAny = Object.values(ask).some((one) => one !== undefined);
  return isAny ? <FoundTalk groupId={groupId} url={url} ask={ask} /> : <Newest groupId={groupId} url={url} isTold={isTold} />;
}

function Newest({ groupId, url, isTold }: { groupId: string; url: UrlState; isTold: boolean }) {
  const { t } = useTranslation("messages");
  const { room, view } = useTalkRoom(groupId);
  return (
    <Panel
      className="talk-tall"
      title={t("tab")}
      mark={isTold ? <LineMark view={view} /> : null}
      facts={view.firstSeq === null || !isTold ? null : t("today", { count: view.todayCount })}
    >
      <TalkFilters groupId={groupId} url={url} />
      <LiveTalk groupId={groupId} room={room} view={view} isTold={isTold} onSender={(sender) => url.set({ sender })} />
    </Panel>
  );
}

function TalkFilters({ groupId, url, name }: { groupId: string; url: UrlState; name?: string | undefined }) {
  const { t } = useTranslation("messages");
  const isAny = talkConditions.some((one) => url.get(one));
  return (
    <div className="talk-find">
      <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("search")} />
      <FilterChip
        name={t("from")}
        options={talkSenders.map((value) => ({ value, label: t(`fromKind.${value}`) }))}
        value={url.list("from")}
        onChange={(from) => url.set({ from })}
      />
      <DayInput
        size="s"
        label={t("day")}
        placeholder={t("day")}
        value={url.get("day")}
        max={dayOf(useNow(60_000), useOffsetMinutes())}
        onChange={(day) => url.set({ day })}
      />
      {url.get("sender") ? (
        <Chip tone="brand" onRemove={() => url.clear("sender")}>
          {name ? t("onlySender", { name }) : t("oneSender")}
        </Chip>
      ) : null}
      {url.get("since") ? (
        <Chip tone="brand" onRemove={() => url.clear("since")}>
          <Time at={url.get("since")} />
          {t("since")}
        </Chip>
      ) : null}
      <span className="sp" />
      <ExportButton list="group-talk" filter={{ groupId, ...askOf(url) }} />
      {isAny ? (
        <Button size="s" icon="down" onClick={() => url.clear(...talkConditions)}>
          {t("latest")}
        </Button>
      ) : null}
    </div>
  );
}

type Place = { beforeSeq?: number; afterSeq?: number };

/** Pages of what fits, read on at either end. */
function useTalkPages(groupId: string, { day, since, ...ask }: TalkFilter) {
  return useInfiniteQuery({
    queryKey: [...keyOf(listTalkEndpoint, { groupId, day, since, ...ask }), "pages"],
    queryFn: ({ signal, pageParam }) => {
      const place = Object.keys(pageParam).length > 0 ? pageParam : since ? { since } : { day };
      return callEndpoint(listTalkEndpoint, { groupId, ...ask, ...place, limit: PAGE_MESSAGES }, { signal });
    },
    initialPageParam: {} as Place,
    getPreviousPageParam: (first): Place | undefined => (first.nextBeforeSeq === null ? undefined : { beforeSeq: first.nextBeforeSeq }),
    getNextPageParam: (last): Place | undefined => (last.nextAfterSeq === null ? undefined : { afterSeq: last.nextAfterSeq }),
    refetchOnWindowFocus: false,
  });
}

const moreOf = (load: () => void, isLoading: boolean, isFailed: boolean): More => ({
  load,
  state: isLoading ? "loading" : isFailed ? "failed" : "idle",
});

type TalkPages = ReturnType<typeof useTalkPages>;

const olderOf = (query: TalkPages) =>
  query.hasPreviousPage
    ? moreOf(() => void query.fetchPreviousPage(), query.isFetchingPreviousPage, query.isFetchPreviousPageError)
    : undefined;
const newerOf = (query: TalkPages) =>
  query.hasNextPage ? moreOf(() => void query.fetchNextPage(), query.isFetchingNextPage, query.isFetchNextPageError) : undefined;

const isFromEnd = (ask: TalkFilter) => ask.day === undefined && ask.since === undefined;

function FoundTalk({ groupId, url, ask }: { groupId: string; url: UrlState; ask: TalkFilter }) {
  const { t } = useTranslation("messages");
  const query = useTalkPages(groupId, ask);
  const messages = query.data?.pages.flatMap((page) => page.items) ?? [];
  const name = ask.memberId ? messages[0]?.sender.name : undefined;
  const [older, newer] = [olderOf(query), newerOf(query)];
  const isNothing = messages.length === 0 && !older && !newer;
  return (
    <Panel className="talk-tall" title={t("tab")} facts={ask.day ? formatDay(ask.day) : null}>
      <TalkFilters groupId={groupId} url={url} name={name} />
      {query.data ? (
        isNothing ? (
          <NoResult what={t("unit")} conditions={namesOf(t, url, name)} onClear={() => url.clear(...talkConditions)} />
        ) : (
          <TalkRows
            key={JSON.stringify(ask)}
            groupId={groupId}
            messages={messages}
            followsEnd={isFromEnd(ask)}
            older={older}
            newer={newer}
            onSender={(sender) => url.set({ sender })}
          />
        )
      ) : (
        <Waiting query={query} />
      )}
    </Panel>
  );
}

function Waiting({ query }: { query: TalkPages }) {
  const { t } = useTranslation("messages");
  if (!query.isError) return <RowsSkeleton rows={8} />;
  return <ErrorState tight error={query.error} what={t("what")} onRetry={() => void query.refetch()} />;
}

function namesOf(t: ReturnType<typeof useTranslation<"messages">>["t"], url: UrlState, name: string | undefined) {
  const from = talkSenders.find((one) => one === url.get("from"));
  const words = {
    q: url.get("q"),
    from: from ? t(`fromKind.${from}`) : "",
    sender: name ?? t("oneSender"),
    day: url.get("day"),
    since: t("since"),
  };
  return talkConditions.filter((one) => url.get(one)).map((one) => ({ name: words[one], drop: () => url.clear(one) }));
}
