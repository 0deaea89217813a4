/** Small hands for making the page: elements, requests, times. */

const isNothing = (value) => value === undefined || value === null || value === false;

function put(element, key, value) {
  if (isNothing(value)) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (key in element) element[key] = value;
  else element.setAttribute(key, value === true ? "" : value);
}

/** An element: `tag.class.class`, its properties, what is in it; nothings are left out. */
export function h(name, props = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) put(element, key, value);
  element.append(...children.flat(9).filter((child) => !isNothing(child) && child !== ""));
  return element;
}

/** Asks the simulator; throws its words. */
export async function drive(name, input = {}) {
  const answer = await fetch(`/driver/${name}`, { method: "POST", body: JSON.stringify(input) });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? `HTTP ${answer.status}`);
  return body;
}

let toastTimer;
export function toast(text, isBad = false) {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.className = isBad ? "bad on" : "on";
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (box.className = ""), isBad ? 5000 : 2200);
}

const two = (n) => String(n).padStart(2, "0");
const beijing = (ms) => new Date(ms + 8 * 3600_000);

/** `14:05`, or with the day when it is another. */
export function clockOf(ms, nowMs) {
  const at = beijing(ms);
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  const isToday = beijing(nowMs).toISOString().slice(0, 10) === at.toISOString().slice(0, 10);
  return isToday ? time : `${at.getUTCMonth() + 1}/${at.getUTCDate()} ${time}`;
}

export const momentOf = (ms) => beijing(ms).toISOString().slice(5, 19).replace("T", " ");

export const face = (id) => h("img.face", { src: `/avatar/${encodeURIComponent(id)}.svg`, alt: "", loading: "lazy" });

export async function copy(text) {
  await navigator.clipboard?.writeText(text);
  return true;
}
