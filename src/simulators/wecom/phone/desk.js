import { clockOf, copy, h, toast } from "./dom.js";
import { deed, page } from "./main.js";
import { icons } from "./screens.js";
import { isEnglish, t } from "./words.js";

/** The company's console: what one needs to connect, where callbacks go, how the platform behaves, and what went out. */

const panel = (title, ...children) => h("section.panel", {}, h("h2", {}, title), ...children);
const fact = (label, value) =>
  h(
    "div.fact",
    {},
    h("span", {}, label),
    h("code", {}, value),
    h("button.quiet", {
      type: "button",
      onclick: () => void copy(value).then(() => toast(t("copied"))),
      "aria-label": `${t("copy")} ${label}`,
      innerHTML: icons.copy,
    }),
  );

const connect = ({ corp, apps, robots }) =>
  panel(
    t("connect"),
    fact(t("apiUrl"), corp.url),
    fact(t("corpId"), corp.id),
    ...apps.slice(0, 1).flatMap((app) => [fact(t("agentId"), String(app.agentId)), fact(t("secret"), app.secret)]),
    ...robots.slice(0, 1).map((key) => fact(t("robot"), key)),
  );

/** Drawn once, for people type into it. */
function callbackForm({ apps, suggested }) {
  const [app] = apps;
  const field = (name, value, label) =>
    h("label", {}, h("span", {}, label), h("input", { name, value, required: true, autocomplete: "off", spellcheck: false }));
  const save = (event) => {
    event.preventDefault();
    const read = Object.fromEntries(new FormData(event.target));
    void deed(
      "setCallback",
      { agentId: app.agentId, url: read.url.trim(), token: read.token.trim(), aesKey: read.aesKey.trim() },
      t("callbackSaved"),
    );
  };
  const state = h("span.state");
  const off = h("button", { type: "button", onclick: () => deed("removeCallback", { agentId: app.agentId }) }, t("clearCallback"));
  const form = h(
    "form.form",
    { onsubmit: save },
    field("url", app.callback?.url ?? "", t("url")),
    field("token", app.callback?.token ?? suggested.token, t("token")),
    field("aesKey", app.callback?.aesKey ?? suggested.aesKey, t("aesKey")),
    h("div.buttons", {}, h("button.primary", { type: "submit" }, t("saveCallback")), off),
  );
  const box = panel(t("callbackForm"), state, form);
  return {
    box,
    refresh({ apps: [now] }) {
      state.textContent = t(now.callback ? "callbackOn" : "noCallback");
      state.className = now.callback ? "state on" : "state";
      off.hidden = !now.callback;
    },
  };
}

const toggle = (label, isOn, change) =>
  h(
    "label.switch",
    {},
    h("span", {}, label),
    h("input", { type: "checkbox", role: "switch", checked: isOn, onchange: (event) => void change(event.target.checked) }),
    h("i"),
  );
const set = (part) => deed("setSwitches", part);
const share = (label, value, change) =>
  h(
    "label.share",
    {},
    h("span", {}, label),
    h(
      "select",
      { onchange: (event) => void change(Number(event.target.value)) },
      ...[0, 0.01, 0.1, 0.3, 0.5, 1].map((one) => h("option", { value: one, selected: one === value }, `${one * 100}%`)),
    ),
  );
const number = (label, value, unit, change) =>
  h(
    "label.share",
    {},
    h("span", {}, label),
    h("span", {}, h("input", { type: "number", min: 0, value, onchange: (event) => void change(Number(event.target.value)) }), ` ${unit}`),
  );

function behaviour({ switches, apps }) {
  const { callbacks, limits } = switches;
  const [app] = apps;
  return panel(
    t("behaviour"),
    toggle(t("mayContact"), app.mayContact, (mayContact) => deed("setMayContact", { agentId: app.agentId, mayContact })),
    toggle(t("trustedIp"), switches.trustedIps === null, (isOn) => set({ trustedIps: isOn ? null : [] })),
    toggle(t("limitsOn"), limits.isOn, (isOn) => set({ limits: { isOn } })),
    toggle(t("consoleWelcome"), switches.consoleWelcome, (consoleWelcome) => set({ consoleWelcome })),
    toggle(t("retryNon200"), callbacks.retryNon200, (retryNon200) => set({ callbacks: { retryNon200 } })),
    h(
      "label.share",
      {},
      h("span", {}, t("massCap")),
      h(
        "select",
        { onchange: (event) => void set({ massCap: event.target.value }) },
        ...[
          ["month", "month"],
          ["week", "week"],
          ["day", "dayCap"],
        ].map(([value, key]) => h("option", { value, selected: switches.massCap === value }, t(key))),
      ),
    ),
    number(t("scanCap"), switches.scanCap, t("perGroup"), (scanCap) => set({ scanCap })),
    number(t("lag"), switches.detailLagMs, t("ms"), (detailLagMs) => set({ detailLagMs })),
    h(
      "div.trio",
      {},
      ...["lost", "doubled", "reordered"].map((key) => share(t(key), callbacks[key], (value) => set({ callbacks: { [key]: value } }))),
    ),
    h("div.buttons", {}, h("button", { type: "button", onclick: () => deed("expireTokens", {}, t("expired")) }, t("expireTokens"))),
  );
}

const marks = { sent: "good", failed: "bad", lost: "bad", waiting: "" };
const log = ({ recent, nowMs }) =>
  panel(
    t("log"),
    recent.length === 0
      ? h("p.empty", {}, t("noLog"))
      : h(
          "div.log",
          {},
          ...recent.map((one) =>
            h(
              "details",
              {},
              h(
                "summary",
                {},
                h("time", {}, clockOf(one.at, nowMs)),
                h("span", { title: one.event }, one.event.replace("change_external_", "")),
                h(
                  `em.${marks[one.outcome] || "none"}`,
                  {},
                  one.tries > 1
                    ? `${t(one.outcome === "lost" ? "lostOne" : one.outcome)} · ${t("tries", { n: one.tries })}`
                    : t(one.outcome === "lost" ? "lostOne" : one.outcome),
                ),
              ),
              one.answer && h("small", {}, one.answer),
              h("pre", {}, one.xml.replaceAll("><", ">\n<")),
            ),
          ),
        ),
  );

/** The last word of a limit's key: the API, or the address. */
const apiOf = (key) => key.split(" ").at(-1).replace("externalcontact/", "");
const usedRow = ({ key, used, limit }) =>
  h(
    "div.used-row",
    {},
    h("span", {}, apiOf(key)),
    h("i", {}, h("u", { style: `width: ${Math.max(1, (100 * used) / limit)}%` })),
    h("small", {}, `${used} / ${limit.toLocaleString()}`),
  );
const brokenRow = (one) =>
  h("div.breach", {}, h("span", {}, one.apiOf(key)), h("small", {}, one.window), h("em.bad", {}, `${one.breaches} / ${one.refused}`));

/** How full the minute is, and what was broken: breaches, and calls refused for them. */
const limits = ({ breaches, used }) =>
  panel(
    t("limits"),
    ...used.map(usedRow),
    breaches.length === 0 ? h("p.calm", {}, t("noLimits")) : h("div.log", {}, ...breaches.map(brokenRow)),
  );

export function openDesk(root) {
  const boxes = { connect: h("div"), form: h("div"), behaviour: h("div"), log: h("div"), limits: h("div") };
  root.append(...Object.values(boxes));
  const drawn = {};
  let form;
  const draw = (name, seen, make) => {
    const mark = JSON.stringify([seen, isEnglish()]);
    if (drawn[name] === mark) return;
    drawn[name] = mark;
    boxes[name].replaceChildren(make());
  };
  return {
    refresh() {
      const { overview } = page;
      draw("connect", [overview.corp, overview.robots], () => connect(overview));
      draw("form", [overview.corp.id], () => (form = callbackForm(overview)).box);
      form.refresh(overview);
      draw("behaviour", [overview.switches, overview.apps.map((app) => app.mayContact)], () => behaviour(overview));
      draw(
        "log",
        overview.recent.map((one) => [one.id, one.outcome, one.tries]),
        () => log(overview),
      );
      draw("limits", [overview.breaches, overview.used], () => limits(overview));
    },
  };
}
