import { clockOf, drive, face, h, toast } from "./dom.js";
import { deed, keep, page, refresh } from "./main.js";
import { backButton, composer, empty, gist, icons, lines, openDevice, row, sectionTitle } from "./screens.js";
import { isEnglish, t } from "./words.js";

/** The customer's phone: talks, contacts, and the camera. */

const at = { tab: "talks", open: undefined, isAbout: false };

const talkKeyOf = ({ userid, chatId }) => chatId ?? `${userid} ${page.externalId}`;

const scanned = (answer) =>
  answer.isWaiting ? t("asked") : answer.userid ? t("added") : answer.isNewChat ? `${t("joined")} · ${t("newChat")}` : t("joined");
const scan = async (code) => {
  const answer = await deed("scan", { externalId: page.externalId, code }, scanned);
  if (!answer) return;
  at.open = answer.chatId ? { chatId: answer.chatId } : answer.isWaiting ? undefined : { userid: answer.userid };
  at.tab = "talks";
  void refresh();
};

function picker(me) {
  const { customers } = page.overview;
  const choose = h(
    "select",
    {
      "aria-label": t("customerScreen"),
      onchange: (event) => {
        page.externalId = event.target.value;
        at.open = undefined;
        keep();
        void refresh();
      },
    },
    ...customers.map((one) => h("option", { value: one.id, selected: one.id === me.id }, one.name)),
  );
  const add = async () => {
    const name = prompt(t("customerName"));
    const made = name && (await deed("addCustomer", { name }));
    if (!made) return;
    page.externalId = made.externalId;
    at.open = undefined;
    keep();
    void refresh();
  };
  return [
    face(me.id),
    choose,
    h("button.plus", { type: "button", onclick: add, title: t("newCustomer"), "aria-label": t("newCustomer") }, "＋"),
  ];
}

const open = (one) => () => {
  at.open = one;
  at.isAbout = false;
  void refresh();
};

function talks(phone) {
  const { nowMs } = page.overview;
  const all = [
    ...phone.chats.map((chat) => ({
      id: chat.chatId,
      title: chat.name,
      mark: t("people", { n: chat.size }),
      last: chat.last,
      at: chat.last?.at ?? 0,
      to: { chatId: chat.chatId },
    })),
    ...phone.members.map((one) => ({
      id: one.userid,
      title: one.name,
      mark: `@${page.overview.corp.name}`,
      last: one.last,
      at: one.last?.at ?? one.createdAt,
      to: { userid: one.userid },
    })),
  ].toSorted((a, b) => b.at - a.at);
  const rows = all.map((one) =>
    row({
      id: one.id,
      title: one.title,
      mark: one.mark,
      sub: gist(one.last),
      note: one.last ? clockOf(one.last.at, nowMs) : "",
      onclick: open(one.to),
    }),
  );
  return { key: "talks", head: picker(phone.me), body: [rows.length > 0 ? rows : empty(t("noTalks"))] };
}

function contacts(phone) {
  const known = new Set(phone.members.map((one) => one.userid));
  const others = page.overview.staff.filter((one) => !known.has(one.userid));
  return {
    key: "contacts",
    head: picker(phone.me),
    body: [
      ...phone.waiting.map((one) => row({ id: one.userid, title: one.name, sub: t("asked") })),
      ...phone.members.map((one) =>
        row({ id: one.userid, title: one.name, sub: `@${page.overview.corp.name}`, onclick: open({ userid: one.userid }) }),
      ),
      others.length > 0 && sectionTitle(t("addStaff")),
      ...others.slice(0, 20).map((one) =>
        row({
          id: one.userid,
          title: one.name,
          sub: one.position,
          right: h("span.pill", {}, t("addSomeone")),
          onclick: () => deed("addContact", { userid: one.userid, externalId: page.externalId, addWay: 2 }, t("added")),
        }),
      ),
    ],
  };
}

function camera(phone) {
  const { codes } = page.overview;
  const input = h("input", { placeholder: t("paste"), "aria-label": t("paste"), value: page.code });
  return {
    key: `scan ${page.code}`,
    head: picker(phone.me),
    body: [
      h(
        "form.paste",
        {
          onsubmit: (event) => {
            event.preventDefault();
            page.code = "";
            if (input.value.trim()) void scan(input.value.trim());
          },
        },
        input,
        h("button.primary", { type: "submit" }, t("scan")),
      ),
      h("p.hint", {}, t("scanHint")),
      codes.length === 0
        ? empty(t("noCodes"))
        : h(
            "div.codes",
            {},
            ...codes.map((code) =>
              h(
                "button.code",
                { type: "button", onclick: () => void scan(code.configId) },
                h("img", { src: `/qr/${code.configId}.svg`, alt: "", loading: "lazy" }),
                h("b", {}, code.name || code.configId.slice(0, 8)),
                h("small", {}, `${t(code.kind === "join" ? "joinCode" : "contactCode")} · ${t("scans", { n: code.scans })}`),
              ),
            ),
          ),
    ],
  };
}

const close = () => {
  at.open = undefined;
  at.isAbout = false;
  void refresh();
};

function talk(phone, said) {
  const chat = phone.chats.find((one) => one.chatId === at.open.chatId);
  const member = phone.members.find((one) => one.userid === at.open.userid);
  if (!chat && !member) return undefined;
  const name = chat ? `${chat.name} (${chat.size})` : member.name;
  const send = (text) => void deed("say", { from: page.externalId, text, ...(chat ? { chatId: chat.chatId } : { to: member.userid }) });
  const about = () => {
    at.isAbout = true;
    void refresh();
  };
  return {
    key: `talk ${talkKeyOf(at.open)} ${isEnglish()}`,
    kind: "talk",
    isDeep: true,
    head: [backButton(close), h("b.name", {}, name), h("button.more", { type: "button", onclick: about, "aria-label": t("me") }, "···")],
    body: [
      chat?.notice && h("p.notice", {}, `${t("notice")}：${chat.notice}`),
      lines(said, page.externalId, page.overview.nowMs, Boolean(chat)),
    ],
    foot: () => composer(send),
  };
}

function about(phone) {
  const chat = phone.chats.find((one) => one.chatId === at.open.chatId);
  const member = phone.members.find((one) => one.userid === at.open.userid);
  if (!chat && !member) return undefined;
  const back = () => {
    at.isAbout = false;
    void refresh();
  };
  const go = async () => {
    const done = chat
      ? await deed("leaveChat", { chatId: chat.chatId, ids: [page.externalId] })
      : await deed("deleteMember", { userid: member.userid, externalId: page.externalId });
    if (done) close();
  };
  const people = chat
    ? [
        sectionTitle(`${t("members")} · ${chat.size}`),
        h("div.faces", {}, ...chat.members.slice(0, 40).map((one) => h("figure", {}, face(one.id), h("figcaption", {}, one.name)))),
      ]
    : [];
  return {
    key: `about ${talkKeyOf(at.open)}`,
    isDeep: true,
    head: [backButton(back), h("b.name", {}, chat?.name ?? member.name)],
    body: [...people, h("button.danger.wide", { type: "button", onclick: () => void go() }, t(chat ? "leave" : "deleteMember"))],
  };
}

const screens = { talks, contacts, scan: camera };

export function openCustomer(root) {
  if (page.code) at.tab = "scan";
  const tabs = () => [
    { key: "talks", label: t("wechat"), icon: icons.chat },
    { key: "contacts", label: t("contactsTab"), icon: icons.people },
    { key: "scan", label: t("scanTab"), icon: icons.scan },
  ];
  const device = openDevice(root, tabs);
  const goTo = (tab) => {
    at.tab = tab;
    void refresh();
  };
  return {
    async refresh() {
      if (!page.externalId) return;
      const [phone, said] = await Promise.all([
        drive("customerPhone", { externalId: page.externalId }),
        at.open ? drive("talkShown", { key: talkKeyOf(at.open) }) : [],
      ]).catch((error) => {
        toast(error.message, true);
        return [];
      });
      if (!phone) return;
      const screen = (at.open && (at.isAbout ? about(phone) : talk(phone, said))) || screens[at.tab](phone);
      const { codes, customers, staff, corp } = page.overview;
      device.draw(
        screen,
        [phone, said, at.tab === "scan" ? codes : 0, customers.length, staff.length, corp.name, isEnglish()],
        page.overview.nowMs,
        at.tab,
        goTo,
      );
    },
  };
}
