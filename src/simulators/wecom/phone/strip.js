import { h, momentOf } from "./dom.js";
import { deed, keep, page, refresh } from "./main.js";
import { isEnglish, otherLanguage, t } from "./words.js";

/** Time, and what went in and out; on a narrow screen also which of the three one sees. */

export function openStrip(root, switcher) {
  const advance = (ms) => () => deed("clock", { advanceMs: ms });
  const figure = (label, value, bad) => h("span.figure", {}, h("small", {}, label), h("b", {}, String(value)), bad);
  let drawn = "";
  return {
    refresh() {
      const { overview } = page;
      document.documentElement.lang = isEnglish() ? "en" : "zh-CN";
      document.title = t("title");
      const mark = JSON.stringify([
        Math.floor(overview.nowMs / 1000),
        overview.isHeld,
        overview.calls,
        overview.callbacks,
        overview.breaches,
        page.screen,
        isEnglish(),
      ]);
      if (mark === drawn) return;
      drawn = mark;
      const { calls, callbacks, breaches, isHeld } = overview;
      const broken = breaches.reduce((sum, one) => sum + one.breaches, 0);
      const missed = callbacks.failed + callbacks.lost;
      root.replaceChildren(
        h("img", { src: "/phone/mark.svg", alt: "", width: 28, height: 28 }),
        h(
          "div.name",
          {},
          h("b", {}, t("title")),
          h(
            "small",
            {},
            `${overview.corp.name} · ${t("counts", { s: overview.counts.staff, c: overview.counts.customers.toLocaleString(), g: overview.counts.chats })}`,
          ),
        ),
        h(
          "div.time",
          {},
          h("span.now", { title: t(isHeld ? "held" : "running") }, h(isHeld ? "i.dot.warn" : "i.dot"), momentOf(overview.nowMs)),
          h("button", { type: "button", onclick: () => deed("clock", { held: !isHeld }) }, t(isHeld ? "go" : "hold")),
          ...[
            ["minute", 60_000],
            ["hour", 3_600_000],
            ["day", 86_400_000],
          ].map(([key, ms]) => h("button", { type: "button", onclick: advance(ms) }, t(key))),
        ),
        h(
          "div.figures",
          {},
          figure(t("callsShort"), calls.all, calls.failed > 0 && h("em", {}, `${calls.failed} ${t("failedShort")}`)),
          figure(t("callbacksShort"), callbacks.sent, missed > 0 && h("em", {}, `${missed} ${t("lostShort")}`)),
          figure(t("breaches"), broken),
        ),
        h(
          "button.quiet",
          {
            type: "button",
            onclick: () => {
              otherLanguage();
              drawn = "";
              void refresh();
            },
          },
          t("language"),
        ),
      );
      switcher.replaceChildren(
        ...["staff", "customer", "desk"].map((key) =>
          h(
            page.screen === key ? "button.on" : "button",
            {
              type: "button",
              onclick: () => {
                page.screen = key;
                keep();
                void refresh();
              },
            },
            t(key === "desk" ? "desk" : `${key}Screen`),
          ),
        ),
      );
    },
  };
}
