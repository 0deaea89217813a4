/** One field of an event; numbers stand bare, texts in CDATA but for a few, lists as items, as in the samples of the platform. */
export type Field = readonly [name: string, value: string | number | { bare: string } | { items: readonly string[] }];

const cdata = (text: string) => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

function valueOf(value: Field[1]): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return cdata(value);
  return "bare" in value ? value.bare : value.items.map((item) => `<Item>${item}</Item>`).join("");
}

/** The message itself, before it is encrypted. */
export const xmlOf = (fields: readonly Field[]) =>
  `<xml>${fields.map(([name, value]) => `<${name}>${valueOf(value)}</${name}>`).join("")}</xml>`;

/** What is posted: the encrypted message and whom it is for. */
export function envelope({ toUserName, agentId, encrypted }: { toUserName: string; agentId: number; encrypted: string }): string {
  return `<xml><ToUserName>${cdata(toUserName)}</ToUserName><AgentID>${cdata(String(agentId))}</AgentID><Encrypt>${cdata(encrypted)}</Encrypt></xml>`;
}
