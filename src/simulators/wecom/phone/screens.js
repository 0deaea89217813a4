import { clockOf, face, h } from "./dom.js";
import { t } from "./words.js";

/** What both phones are made of: a head, a body that is drawn anew when something changed, a foot that keeps what is being typed. */

export function openDevice(root, tabs) {
  const head = h("div.head");
  const body = h("div.body", { tabIndex: 0 });
  const foot = h("div.foot");
  const bar = h("nav.tabs");
  root.append(h("div.glass", {}, h("div.notch", { "aria-hidden": "true" }, h("span"), h("i"), h("span")), head, body, foot, bar));
  let drawn = "";
  let footKey = "";
  let screenKey = "";
  const clock = root.querySelector(".notch span");
  return {
    /** Draws a screen unless nothing it shows has changed. */
    draw(screen, seen, now, tab, onTab) {
      clock.textContent = clockOf(now, now);
      const mark = JSON.stringify([screen.key, tab, seen]);
      if (mark === drawn) return;
      drawn = mark;
      const isSame = screenKey === screen.key;
      const wasAtEnd = body.scrollHeight - body.scrollTop - body.clientHeight < 60;
      const top = body.scrollTop;
      screenKey = screen.key;
      head.replaceChildren(...screen.head);
      body.className = `body ${screen.kind ?? ""}`;
      body.replaceChildren(...screen.body.flat(9).filter(Boolean));
      body.scrollTop = screen.kind === "talk" && (!isSame || wasAtEnd) ? body.scrollHeight : isSame ? top : 0;
      if (footKey !== screen.key) {
        footKey = screen.key;
        foot.replaceChildren(...(screen.foot?.() ?? []));
      }
      bar.hidden = Boolean(screen.isDeep);
      bar.replaceChildren(
        ...tabs().map(({ key, label, icon, badge }) =>
          h(
            key === tab ? "button.tab.on" : "button.tab",
            { type: "button", onclick: () => onTab(key), "aria-current": key === tab ? "page" : undefined },
            h("span.icon", { "aria-hidden": "true", innerHTML: icon }),
            badge > 0 && h("b", {}, String(badge)),
            label,
          ),
        ),
      );
    },
    forget() {
      drawn = "";
      footKey = "";
    },
  };
}

const path = (d) =>
  `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">${d}</svg>`;
export const icons = {
  copy: path('<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"/>'),
  chat: path('<path d="M4 5h16v11H9l-5 4z"/>'),
  people: path(
    '<circle cx="9" cy="8" r="3.2"/><path d="M3 19c0-3.4 2.7-5.6 6-5.6s6 2.2 6 5.6M16 5.2a3 3 0 0 1 0 5.8M17.5 13.8c2.2.6 3.5 2.6 3.5 5.2"/>',
  ),
  group: path(
    '<circle cx="12" cy="7.5" r="3"/><circle cx="5.5" cy="10.5" r="2"/><circle cx="18.5" cy="10.5" r="2"/><path d="M6.5 19c0-3 2.3-5 5.5-5s5.5 2 5.5 5"/>',
  ),
  work: path(
    '<rect x="4" y="4" width="6.5" height="6.5" rx="1.5"/><rect x="13.5" y="4" width="6.5" height="6.5" rx="1.5"/><rect x="4" y="13.5" width="6.5" height="6.5" rx="1.5"/><rect x="13.5" y="13.5" width="6.5" height="6.5" rx="1.5"/>',
  ),
  scan: path('<path d="M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M4 12h16"/>'),
};

export const backButton = (onclick) => h("button.back", { type: "button", onclick, "aria-label": t("back") }, "‹");
export const empty = (text) => h("p.empty", {}, text);
export const sectionTitle = (text, more) => h("div.section", {}, h("span", {}, text), more);

/** Words of a line in a list of talks. */
export const gist = (line) => {
  if (!line) return "";
  const part = line.attachments?.[0];
  const label = part ? `[${t(part.msgtype === "image" ? "picture" : part.msgtype === "link" ? "file" : part.msgtype)}]` : "";
  return line.text || (part?.link ? `[${part.link.title}]` : label);
};

/** A row that opens something. */
export const row = ({ id, title, note, sub, right, onclick, mark }) =>
  h(
    "button.row",
    { type: "button", onclick },
    face(id),
    h("span.words", {}, h("span.title", {}, title, mark && h("em", {}, mark)), sub !== undefined && h("span.sub", {}, sub || " ")),
    h("span.right", {}, note && h("time", {}, note), right),
  );

function attachment(one) {
  const { image, link, miniprogram, msgtype } = one;
  if (msgtype === "image")
    return h("img.picture", { src: image.pic_url || `/media/${image.media_id}`, alt: t("picture"), loading: "lazy" });
  if (link)
    return h(
      "a.card",
      { href: link.url, target: "_blank", rel: "noreferrer" },
      h("span.words", {}, h("b", {}, link.title), h("small", {}, link.desc || link.url)),
      link.picurl && h("img", { src: link.picurl, alt: "" }),
    );
  if (miniprogram) return h("div.card", {}, h("span.words", {}, h("b", {}, miniprogram.title), h("small", {}, t("miniprogram"))));
  return h(
    "a.card",
    { href: `/media/${one[msgtype].media_id}`, target: "_blank" },
    h("span.words", {}, h("b", {}, t(msgtype)), h("small", {}, one[msgtype].media_id.slice(0, 16))),
  );
}

const WORD = /(https?:\/\/[^\s，。]+)/g;
const linked = (text) =>
  text.split(WORD).map((part) => (part.startsWith("http") ? h("a", { href: part, target: "_blank", rel: "noreferrer" }, part) : part));

/** What brought a line, where nobody typed it. */
const kindOf = ({ kind }) => kind !== "typed" && h("small.kind", {}, t(kind === "robot" ? "robotLine" : kind));

function bubble(line, isMine, showWho) {
  const said = h(
    "div.said",
    {},
    showWho && h("small.who", {}, line.name ?? line.from),
    line.text && h("p", {}, ...linked(line.text)),
    ...(line.attachments ?? []).map(attachment),
    kindOf(line),
  );
  return h(isMine ? "div.line.mine" : "div.line", {}, face(line.from), said);
}

/** A talk's lines; one's own stand on the right. */
export function lines(all, me, now, isGroup) {
  if (all.length === 0) return [empty(t("noTalks"))];
  return all.map((line, nth) => {
    const isLater = line.at - (all[nth - 1]?.at ?? 0) > 300_000;
    return [isLater && h("time.when", {}, clockOf(line.at, now)), bubble(line, line.from === me, isGroup && line.from !== me)];
  });
}

/** Where one writes; what is typed stays while the screen is the same. */
export function composer(onSay) {
  const input = h("input", { placeholder: t("say"), "aria-label": t("say"), maxLength: 2000, enterKeyHint: "send" });
  const form = h(
    "form.composer",
    {
      onsubmit: (event) => {
        event.preventDefault();
        const text = input.value.trim();
        if (text === "") return;
        input.value = "";
        onSay(text);
      },
    },
    input,
    h("button.primary", { type: "submit" }, t("send")),
  );
  return [form];
}
