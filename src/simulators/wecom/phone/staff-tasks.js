import { clockOf, face, h } from "./dom.js";
import { deed, page, refresh } from "./main.js";
import { backButton, empty, gist, lines, sectionTitle } from "./screens.js";
import { at, close, go } from "./staff.js";
import { t } from "./words.js";

/** 群发助手: what the company wants sent, and what came of it. */

const stateOf = (task) => (task.status === 2 ? t("sentAt") : task.isCancelled ? t("cancelled") : task.isIgnored ? t("ignored") : "");

const taskRow = (task) =>
  h(
    task.status === 0 && !task.isCancelled ? "button.task.todo" : "button.task",
    { type: "button", onclick: () => go({ msgid: task.msgid, work: "tasks" }) },
    h("p", {}, gist(task) || t("mass")),
    h(
      "small",
      {},
      `${t(task.createType === 1 ? "massByMe" : "massBy")} · ${t(task.chatType === "group" ? "groups" : "customers")} ${task.targets.length || task.results.length} · ${clockOf(task.createdAt, page.overview.nowMs)}`,
    ),
    stateOf(task) && h("em", {}, stateOf(task)),
  );

export function tasksScreen(_phone, tasks) {
  const todo = tasks.filter((one) => one.status === 0 && !one.isCancelled && !one.isIgnored);
  const rest = tasks.filter((one) => !todo.includes(one));
  return {
    key: "tasks",
    isDeep: true,
    head: [backButton(close), h("b.name", {}, t("massHelper"))],
    body: [
      h("button.wide", { type: "button", onclick: () => go({ work: "ownMass" }) }, `＋ ${t("newMass")}`),
      tasks.length === 0 && empty(t("noTasks")),
      todo.length > 0 && sectionTitle(t("waitingTasks")),
      ...todo.map(taskRow),
      rest.length > 0 && sectionTitle(t("doneTasks")),
      ...rest.map(taskRow),
    ],
  };
}

const outcomes = { 1: ["delivered", "good"], 2: ["notFriend", "bad"], 3: ["over", "bad"] };

const resultRow = (result, names) => {
  const [words, mood] = outcomes[result.status] ?? ["none", ""];
  return h(
    "div.pickrow",
    {},
    face(result.target),
    h("span", {}, names[result.target] ?? result.target),
    h(`em.${mood || "none"}`, {}, t(words)),
  );
};

/** Where the member may choose, each target has its tick. */
function targetRows(task, names) {
  const chosen = at.chosen[task.msgid] ?? task.targets;
  const toggle = (id) => () => {
    at.chosen[task.msgid] = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    void refresh();
  };
  const all = () => {
    at.chosen[task.msgid] = chosen.length === task.targets.length ? [] : task.targets;
    void refresh();
  };
  const head = sectionTitle(
    `${t("targets")} ${chosen.length}/${task.targets.length}`,
    task.allowSelect && h("button.quiet", { type: "button", onclick: all }, t("pickAll")),
  );
  const rows = task.targets
    .slice(0, 300)
    .map((id) =>
      h(
        "label.pickrow",
        {},
        h("input", { type: "checkbox", checked: chosen.includes(id), disabled: !task.allowSelect, onchange: toggle(id) }),
        face(id),
        h("span", {}, names[id] ?? id),
      ),
    );
  return [head, ...rows];
}

export function taskScreen(_phone, tasks, names) {
  const task = tasks.find((one) => one.msgid === at.open.msgid);
  if (!task) return undefined;
  const back = () => go({ work: "tasks" });
  const isOpen = task.status === 0 && !task.isCancelled;
  const confirm = () =>
    deed(
      "confirmTask",
      { msgid: task.msgid, userid: page.userid, ...(task.allowSelect && at.chosen[task.msgid] ? { targets: at.chosen[task.msgid] } : {}) },
      (results) => `${t("sentAt")} ${results.filter((one) => one.status === 1).length}/${results.length}`,
    );
  const ignore = () => deed("ignoreTask", { msgid: task.msgid, userid: page.userid }, t("ignored"));
  return {
    key: `task ${task.msgid} ${isOpen}`,
    isDeep: true,
    head: [backButton(back), h("b.name", {}, t("massHelper"))],
    body: [
      h(
        "div.preview",
        {},
        lines(
          [{ at: task.createdAt, from: page.userid, text: task.text, attachments: task.attachments, kind: "typed" }],
          page.userid,
          page.overview.nowMs,
          false,
        ),
      ),
      task.reminders > 0 && isOpen && h("p.notice", {}, t("reminded", { n: task.reminders })),
      stateOf(task) &&
        h("p.hint", {}, task.status === 2 ? `${stateOf(task)} · ${clockOf(task.sentAt, page.overview.nowMs)}` : stateOf(task)),
      ...(isOpen ? targetRows(task, names) : task.results.slice(0, 300).map((result) => resultRow(result, names))),
    ],
    foot: () =>
      isOpen
        ? [
            h(
              "div.choices",
              {},
              h("button", { type: "button", onclick: ignore }, t("ignore")),
              h("button.primary", { type: "button", onclick: confirm }, t("send")),
            ),
          ]
        : [],
  };
}
