import { clockOf, drive, face, h, toast } from "./dom.js";
import { deed, keep, page, refresh } from "./main.js";
import { backButton, composer, empty, gist, icons, lines, openDevice, row } from "./screens.js";
import { aboutChat, aboutCustomer } from "./staff-about.js";
import { tasksScreen, taskScreen } from "./staff-tasks.js";
import { workScreen, welcomesScreen, appScreen, newGroupScreen, ownMassScreen } from "./staff-work.js";
import { isEnglish, t } from "./words.js";

/** The member's phone: talks, customers, groups, and the work to confirm. */

export const at = { tab: "talks", open: undefined, about: false, chosen: {}, draft: {} };
const keyOf = ({ externalId, chatId }) => chatId ?? `${page.userid} ${externalId}`;

export const go = (open, about = false) => {
  Object.assign(at, { open, about });
  void refresh();
};
export const close = () => go(undefined);

function picker(phone) {
  const choose = h(
    "select",
    {
      "aria-label": t("staffScreen"),
      onchange: (event) => {
        page.userid = event.target.value;
        keep();
        close();
      },
    },
    ...page.overview.staff.map((one) =>
      h(
        "option",
        { value: one.userid, selected: one.userid === phone.me.userid },
        `${one.name}${one.position ? ` · ${one.position}` : ""}`,
      ),
    ),
  );
  return [face(phone.me.userid), choose];
}

const contactRow = (one) =>
  row({
    id: one.id,
    title: one.remark || one.name,
    mark: one.isGone ? t("deletedMe") : one.isHalf ? t("half") : "@微信",
    sub: gist(one.last),
    note: one.last ? clockOf(one.last.at, page.overview.nowMs) : "",
    onclick: () => go({ externalId: one.id }),
  });
const chatRow = (chat) =>
  row({
    id: chat.chatId,
    title: chat.name,
    mark: t("people", { n: chat.size }),
    sub: gist(chat.last),
    note: chat.last ? clockOf(chat.last.at, page.overview.nowMs) : "",
    right: chat.owner === page.userid ? h("span.pill.soft", {}, t("owner")) : undefined,
    onclick: () => go({ chatId: chat.chatId }),
  });

function talks(phone) {
  const all = [
    ...phone.chats.map((chat) => ({ at: chat.last?.at ?? 0, row: () => chatRow(chat) })),
    ...phone.contacts.filter((one) => one.last).map((one) => ({ at: one.last.at, row: () => contactRow(one) })),
  ].toSorted((a, b) => b.at - a.at);
  return { key: "talks", head: picker(phone), body: [all.length > 0 ? all.map((one) => one.row()) : empty(t("noTalks"))] };
}

function customers(phone) {
  const accept = (one) => () => deed("accept", { userid: page.userid, externalId: one.externalId ?? one.id }, t("added"));
  const waiting = phone.waiting.map((one) =>
    row({ id: one.externalId, title: one.name, sub: t("applications"), right: h("span.pill", {}, t("accept")), onclick: accept(one) }),
  );
  return {
    key: "customers",
    head: picker(phone),
    body: [...waiting, ...(phone.contacts.length > 0 ? phone.contacts.map(contactRow) : [empty(t("noTalks"))])],
  };
}

const groups = (phone) => ({
  key: "groups",
  head: picker(phone),
  body: [h("button.wide", { type: "button", onclick: () => go({ work: "newGroup" }) }, `＋ ${t("newGroup")}`), ...phone.chats.map(chatRow)],
});

function talk(phone, said) {
  const chat = phone.chats.find((one) => one.chatId === at.open.chatId);
  const contact = phone.contacts.find((one) => one.id === at.open.externalId);
  if (!chat && !contact) return undefined;
  const send = (text) => void deed("say", { from: page.userid, text, ...(chat ? { chatId: chat.chatId } : { to: contact.id }) });
  return {
    key: `talk ${keyOf(at.open)} ${isEnglish()}`,
    kind: "talk",
    isDeep: true,
    head: [
      backButton(close),
      h("b.name", {}, chat ? `${chat.name} (${chat.size})` : contact.remark || contact.name),
      h("button.more", { type: "button", onclick: () => go(at.open, true), "aria-label": t("me") }, "···"),
    ],
    body: [
      chat?.notice && h("p.notice", {}, `${t("notice")}：${chat.notice}`),
      contact?.isHalf &&
        h(
          "button.wide",
          { type: "button", onclick: () => deed("accept", { userid: page.userid, externalId: contact.id }, t("added")) },
          t("confirmAdd"),
        ),
      lines(said, page.userid, page.overview.nowMs, Boolean(chat)),
    ],
    foot: () => composer(send),
  };
}

const tabScreens = { talks, customers, groups, work: (phone, _said, tasks) => workScreen(phone, tasks, picker(phone)) };
const workScreens = { tasks: tasksScreen, welcomes: welcomesScreen, app: appScreen, newGroup: newGroupScreen, ownMass: ownMassScreen };

/** The screen that is open, or nothing where what it shows is gone. */
function deepScreen(phone, said, tasks, names) {
  if (at.open.msgid) return taskScreen(phone, tasks, names);
  if (at.open.work) return workScreens[at.open.work](phone, tasks);
  if (!at.about) return talk(phone, said);
  return at.open.chatId ? aboutChat(phone) : aboutCustomer(phone);
}

const namesOf = async (tasks) => {
  const task = tasks.find((one) => one.msgid === at.open?.msgid);
  return task ? drive("names", { ids: [...new Set([...task.targets, ...task.results.map((one) => one.target)])].slice(0, 5000) }) : {};
};

export function openStaff(root) {
  let todo = 0;
  const tabs = () => [
    { key: "talks", label: t("messages"), icon: icons.chat },
    { key: "customers", label: t("customers"), icon: icons.people },
    { key: "groups", label: t("groups"), icon: icons.group },
    { key: "work", label: t("work"), icon: icons.work, badge: todo },
  ];
  const device = openDevice(root, tabs);
  const goTo = (tab) => {
    at.tab = tab;
    close();
  };
  return {
    async refresh() {
      if (!page.userid) return;
      const isTalk = at.open && (at.open.chatId || at.open.externalId);
      const [phone, said, tasks] = await Promise.all([
        drive("staffPhone", { userid: page.userid }),
        isTalk ? drive("talkShown", { key: keyOf(at.open) }) : [],
        drive("tasks", { userid: page.userid }),
      ]).catch((error) => {
        toast(error.message, true);
        return [];
      });
      if (!phone) return;
      const names = await namesOf(tasks);
      todo = tasks.filter((one) => one.status === 0 && !one.isCancelled && !one.isIgnored).length;
      const screen = (at.open && deepScreen(phone, said, tasks, names)) || tabScreens[at.tab](phone, said, tasks);
      const { staff, tags, nowMs } = page.overview;
      device.draw(screen, [phone, said, tasks, names, at.chosen, at.open, staff.length, tags, isEnglish()], nowMs, at.tab, goTo);
    },
  };
}
