import { clockOf, face, h } from "./dom.js";
import { deed, page, refresh } from "./main.js";
import { backButton, empty, icons, lines } from "./screens.js";
import { at, close, go } from "./staff.js";
import { t } from "./words.js";

/** The workbench, and what a member does there. */

const tile = (key, icon, badge, open) =>
  h(
    "button.tile",
    { type: "button", onclick: () => go(open) },
    h("span.icon", { innerHTML: icon, "aria-hidden": "true" }),
    badge > 0 && h("b", {}, String(badge)),
    t(key),
  );

export function workScreen(phone, tasks, head) {
  const todo = tasks.filter((one) => one.status === 0 && !one.isCancelled && !one.isIgnored).length;
  return {
    key: "work",
    head,
    body: [
      h(
        "div.tiles",
        {},
        tile("massHelper", icons.chat, todo, { work: "tasks" }),
        tile("welcomeTemplates", icons.people, 0, { work: "welcomes" }),
        tile("newGroup", icons.group, 0, { work: "newGroup" }),
        tile("appMessages", icons.work, 0, { work: "app" }),
      ),
      ...phone.app
        .slice(-3)
        .toReversed()
        .map((line) => h("div.slip", {}, h("small", {}, `${line.from} · ${clockOf(line.at, page.overview.nowMs)}`), h("p", {}, line.text))),
    ],
  };
}

export const appScreen = (phone) => ({
  key: "app",
  kind: "talk",
  isDeep: true,
  head: [backButton(close), h("b.name", {}, t("appMessages"))],
  body: phone.app.length > 0 ? lines(phone.app, page.userid, page.overview.nowMs, true) : [empty(t("noMessages"))],
});

export function welcomesScreen(phone) {
  const own = phone.chats.filter((chat) => chat.owner === page.userid);
  const card = (template) => {
    const used = own.filter((chat) => chat.welcomeTemplate === template.id);
    const choose = h(
      "select",
      {
        "aria-label": t("apply"),
        onchange: (event) => {
          if (event.target.value) void deed("applyWelcome", { chatId: event.target.value, templateId: template.id }, t("applied"));
        },
      },
      h("option", { value: "" }, `${t("apply")}…`),
      ...own.filter((chat) => chat.welcomeTemplate !== template.id).map((chat) => h("option", { value: chat.chatId }, chat.name)),
    );
    return h(
      "div.slip",
      {},
      h(
        "div.preview",
        {},
        lines([{ at: 0, from: page.userid, kind: "typed", ...template }], page.userid, 0, false)
          .flat()
          .slice(-1),
      ),
      ...used.map((chat) =>
        h(
          "p.used",
          {},
          `${t("applied")} ${chat.name}`,
          h("button.quiet", { type: "button", onclick: () => deed("applyWelcome", { chatId: chat.chatId }) }, t("remove")),
        ),
      ),
      choose,
    );
  };
  return {
    key: "welcomes",
    isDeep: true,
    head: [backButton(close), h("b.name", {}, t("welcomeTemplates"))],
    body: phone.templates.length > 0 ? phone.templates.map(card) : [empty(t("noTemplates"))],
  };
}

const ticked = (key) => at.chosen[key] ?? [];
const toggle = (key, id) => () => {
  at.chosen[key] = ticked(key).includes(id) ? ticked(key).filter((one) => one !== id) : [...ticked(key), id];
  void refresh();
};
const tickRow = (key, id, name) =>
  h(
    "label.pickrow",
    {},
    h("input", { type: "checkbox", checked: ticked(key).includes(id), onchange: toggle(key, id) }),
    face(id),
    h("span", {}, name),
  );
/** What is typed is kept over drawing anew. */
const field = (key, label, isLong = false) =>
  h(isLong ? "textarea" : "input", {
    placeholder: label,
    "aria-label": label,
    value: at.draft[key] ?? "",
    oninput: (event) => (at.draft[key] = event.target.value),
  });

const finish = (key) => {
  delete at.chosen[key];
  delete at.draft[key];
  close();
};

export function newGroupScreen(phone) {
  const create = async () => {
    const name = (at.draft.newGroup ?? "").trim();
    if (name && (await deed("createChat", { name, owner: page.userid, memberIds: ticked("newGroup") }))) finish("newGroup");
  };
  return {
    key: "newGroup",
    isDeep: true,
    head: [backButton(close), h("b.name", {}, t("newGroup"))],
    body: [
      h("div.pad", {}, field("newGroup", t("groupName"))),
      ...phone.contacts
        .filter((one) => !one.isGone)
        .slice(0, 100)
        .map((one) => tickRow("newGroup", one.id, one.remark || one.name)),
    ],
    foot: () => [h("div.choices", {}, h("button.primary", { type: "button", onclick: () => void create() }, t("create")))],
  };
}

export function ownMassScreen(phone) {
  const send = async () => {
    const text = (at.draft.ownMass ?? "").trim();
    if (
      text &&
      ticked("ownMass").length > 0 &&
      (await deed("massSendByStaff", { userid: page.userid, targets: ticked("ownMass"), text }, t("sentAt")))
    )
      finish("ownMass");
  };
  return {
    key: "ownMass",
    isDeep: true,
    head: [backButton(() => go({ work: "tasks" })), h("b.name", {}, t("newMass"))],
    body: [
      h("div.pad", {}, field("ownMass", t("massText"), true)),
      ...phone.chats.filter((chat) => chat.owner === page.userid).map((chat) => tickRow("ownMass", chat.chatId, chat.name)),
    ],
    foot: () => [h("div.choices", {}, h("button.primary", { type: "button", onclick: () => void send() }, t("send")))],
  };
}
