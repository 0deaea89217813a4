import { face, h } from "./dom.js";
import { deed, page } from "./main.js";
import { backButton, sectionTitle } from "./screens.js";
import { at, close, go } from "./staff.js";
import { t } from "./words.js";

/** What a member sees and changes about a group or a customer. */

const setting = (label, value, onclick) =>
  h(
    "button.setting",
    { type: "button", onclick, disabled: !onclick },
    h("span", {}, label),
    h("span.value", {}, value || "—"),
    onclick && h("i", {}, "›"),
  );
const asked = (label, value) => prompt(label, value)?.trim();

function ownerPart(chat) {
  const others = page.overview.staff.filter((one) => one.userid !== chat.owner && one.status === 1);
  const rename = () => {
    const name = asked(t("groupName"), chat.name);
    if (name) void deed("renameChat", { chatId: chat.chatId, name });
  };
  const notice = () => {
    const text = asked(t("notice"), chat.notice);
    if (text !== undefined) void deed("noticeChat", { chatId: chat.chatId, notice: text });
  };
  const give = (event) => {
    if (event.target.value) void deed("changeOwner", { chatId: chat.chatId, owner: event.target.value });
  };
  return [
    setting(t("groupName"), chat.name, rename),
    setting(t("notice"), chat.notice, notice),
    h(
      "label.setting",
      {},
      h("span", {}, t("changeOwner")),
      h(
        "select",
        { onchange: give },
        h("option", { value: "" }, t("choose")),
        ...others.map((one) => h("option", { value: one.userid }, one.name)),
      ),
    ),
  ];
}

export function aboutChat(phone) {
  const chat = phone.chats.find((one) => one.chatId === at.open.chatId);
  if (!chat) return undefined;
  const isOwner = chat.owner === page.userid;
  const inside = new Set(chat.members.map((one) => one.id));
  const guests = phone.contacts.filter((one) => !inside.has(one.id) && !one.isGone);
  const invite = (event) => {
    if (event.target.value) void deed("joinChat", { chatId: chat.chatId, ids: [event.target.value], scene: 1, invitor: page.userid });
  };
  const kick = (one) => () => {
    if (isOwner && one.id !== chat.owner && confirm(`${t("kick")} ${one.name}?`))
      void deed("leaveChat", { chatId: chat.chatId, ids: [one.id], isRemoved: true });
  };
  const end = async () => {
    const done = isOwner
      ? confirm(t("dissolveSure")) && (await deed("dissolveChat", { chatId: chat.chatId }))
      : await deed("leaveChat", { chatId: chat.chatId, ids: [page.userid] });
    if (done) close();
  };
  return {
    key: `about ${chat.chatId}`,
    isDeep: true,
    head: [backButton(() => go(at.open)), h("b.name", {}, chat.name)],
    body: [
      sectionTitle(`${t("members")} · ${chat.size}`),
      h(
        "div.faces",
        {},
        ...chat.members
          .slice(0, 40)
          .map((one) => h("figure", { onclick: kick(one), title: isOwner ? t("kick") : "" }, face(one.id), h("figcaption", {}, one.name))),
      ),
      h(
        "label.setting",
        {},
        h("span", {}, t("invite")),
        h(
          "select",
          { onchange: invite },
          h("option", { value: "" }, t("choose")),
          ...guests.map((one) => h("option", { value: one.id }, one.remark || one.name)),
        ),
      ),
      setting(t("owner"), chat.ownerName),
      ...(isOwner ? ownerPart(chat) : [setting(t("notice"), chat.notice)]),
      h("p.hint", {}, t("received", { n: chat.received, m: phone.cap })),
      h("button.danger.wide", { type: "button", onclick: () => void end() }, t(isOwner ? "dissolve" : "leave")),
    ],
  };
}

export function aboutCustomer(phone) {
  const one = phone.contacts.find((contact) => contact.id === at.open.externalId);
  if (!one) return undefined;
  const pair = { userid: page.userid, externalId: one.id };
  const edit = (name, label, value) => () => {
    const text = asked(label, value);
    if (text !== undefined) void deed("editContact", { ...pair, [name]: text });
  };
  const own = new Set(one.tags.map((tag) => tag.id));
  const toggle = (id) => () => deed("editContact", { ...pair, ...(own.has(id) ? { removeTags: [id] } : { addTags: [id] }) });
  const remove = async () => {
    if (await deed("deleteCustomer", pair)) close();
  };
  return {
    key: `about ${one.id}`,
    isDeep: true,
    head: [backButton(() => go(at.open)), h("b.name", {}, one.name)],
    body: [
      h("div.who", {}, face(one.id), h("div", {}, h("b", {}, one.name), h("small", {}, one.id))),
      setting(t("remark"), one.remark, edit("remark", t("remark"), one.remark)),
      setting(t("description"), one.description, edit("description", t("description"), one.description)),
      one.state && setting(t("state"), one.state),
      sectionTitle(t("tags"), h("small", {}, t("tagHint"))),
      ...page.overview.tags.map((group) =>
        h(
          "div.taggroup",
          {},
          h("small", {}, group.name),
          ...group.tags.map((tag) =>
            h(own.has(tag.id) ? "button.tag.on" : "button.tag", { type: "button", onclick: toggle(tag.id) }, tag.name),
          ),
        ),
      ),
      h("button.danger.wide", { type: "button", onclick: () => void remove() }, t("deleteCustomer")),
    ],
  };
}
